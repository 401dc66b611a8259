namespace VGetRandom.Simulator.World;

/// <summary>A lock of the library's. The machine does not switch to another thread while one is
/// held: that one would find it held, and wait.</summary>
internal sealed class SimulatedLock
{
    private readonly Lock _lock = new();

    public SimulatedLock() => Machine.Current.Add(this);

    public bool IsHeld => _lock.IsHeldByCurrentThread;

    public Lock.Scope EnterScope() => _lock.EnterScope();
}
