using VGetRandom.Kernel;

namespace VGetRandom.Tests.Generator;

/// <summary>What the kernel publishes, as a test says at each reading.</summary>
internal sealed class RngInfoScript
{
    public ulong Generation { get; set; } = 7;

    public bool IsReady { get; set; } = true;

    /// <summary>Runs before each reading of the generation, and gets the number of earlier
    /// readings.</summary>
    public Action<int>? OnReadGeneration { get; set; }

    public int Readings { get; set; }
}

internal readonly struct FakeRngInfo(RngInfoScript script) : IRngInfo
{
    public ulong ReadGeneration()
    {
        script.OnReadGeneration?.Invoke(script.Readings++);
        return script.Generation;
    }

    public bool ReadIsReady() => script.IsReady;
}
