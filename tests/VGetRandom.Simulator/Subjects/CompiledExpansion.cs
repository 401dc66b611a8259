using VGetRandom.Backends;

namespace VGetRandom.Simulator.Subjects;

/// <summary>The simulated process has the code of expansions from the start.</summary>
internal sealed class CompiledExpansion : ExpansionReadiness
{
    public override bool IsReady => true;

    public override bool IsReadyForBatch => true;
}
