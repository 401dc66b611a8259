namespace VGetRandom.Native;

/// <summary>The simulated machine's: random bytes are not computed there.</summary>
internal static class Processor
{
    public static void Find()
    {
    }
}
