namespace VGetRandom.Tests.Faults;

/// <summary>The backends that have states, if this machine has them.</summary>
internal static class LiveBackend
{
    private const int KnownStateBytes = 144;

    /// <summary>Skips the calling test if a scenario could not read the backend's states.</summary>
    public static void SkipUnlessAvailable(string backend)
    {
        int stateSize = Live.Location().Parameters.StateSize;
        Assert.SkipUnless(
            stateSize == KnownStateBytes,
            $"the kernel's states have {stateSize} bytes, in another layout");
        if (backend == "managed")
        {
            _ = Live.RngInfo();
        }
    }
}
