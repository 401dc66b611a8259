namespace VGetRandom.States;

/// <summary>Knows whether the kernel's generator is ready.</summary>
internal interface IReadiness
{
    /// <summary>Whether the generator is known to be ready; asks where it is not, never waits.
    /// </summary>
    bool IsReady();
}
