namespace VGetRandom.Simulator.World;

/// <summary>A lock that the library takes. While it is held, the machine gives no other thread a
/// turn: that thread could only wait for it.</summary>
internal sealed class SimulatedLock
{
    private readonly Lock _lock = new();

    public SimulatedLock() => Machine.Current.Add(this);

    public bool IsHeld => _lock.IsHeldByCurrentThread;

    public Lock.Scope EnterScope() => _lock.EnterScope();
}
