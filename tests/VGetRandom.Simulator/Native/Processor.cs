namespace VGetRandom.Native;

/// <summary>The simulated processor, which computes no random bytes.</summary>
internal static class Processor
{
    public static void Find()
    {
    }
}
