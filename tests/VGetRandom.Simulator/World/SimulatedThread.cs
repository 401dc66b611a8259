namespace VGetRandom.Simulator.World;

/// <summary>A thread, as the managed pool knows it.</summary>
internal sealed class SimulatedThread
{
    public static SimulatedThread CurrentThread => Machine.Current.Running.Thread;

    public bool IsAlive { get; private set; } = true;

    public void End() => IsAlive = false;
}
