using VGetRandom.Backends;

namespace VGetRandom.Simulator.Subjects;

/// <summary>The code of expansions, which the simulated process has from the start.</summary>
internal sealed class CompiledExpansion : ExpansionReadiness
{
    public override bool IsReady => true;

    public override bool IsReadyForBatch => true;
}
