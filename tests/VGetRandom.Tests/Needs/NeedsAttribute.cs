namespace VGetRandom.Tests.Needs;

/// <summary>Marks tests that need something that not every machine has.</summary>
/// <remarks>If it is missing, <see cref="SkippingFramework"/> reports one skipped test with the
/// reason, however many tests need it.</remarks>
[AttributeUsage(
    AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Method,
    AllowMultiple = true)]
internal abstract class NeedsAttribute : Attribute
{
    /// <summary>What the tests need: the words after "tests need".</summary>
    public abstract string Need { get; }

    /// <summary>Why the tests cannot run here, or null.</summary>
    public abstract string? Refusal { get; }
}
