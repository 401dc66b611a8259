using VGetRandom.Kernel;

namespace VGetRandom.Simulator.World;

/// <summary>The generation that the machine's kernel publishes.</summary>
internal readonly struct SimulatedRngInfo : IRngInfo
{
    public ulong ReadGeneration()
    {
        Machine.Current.Step("read generation");
        Machine.Current.Look();
        return Machine.Current.Generation;
    }

    public bool ReadIsReady()
    {
        Machine.Current.Step("read readiness");
        return Machine.Current.IsReady;
    }
}
