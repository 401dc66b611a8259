namespace VGetRandom.Simulator.World;

/// <summary>Tags of bytes that are no random bytes; those of random bytes are above 0.</summary>
internal static class Tag
{
    /// <summary>A zero, as new and vanished pages have them, or a number.</summary>
    public const long Zero = 0;

    /// <summary>Made from 32 bytes that were not one key.</summary>
    public const long DistinctNumbers = -1;

    /// <summary>What a buffer holds before a request.</summary>
    public const long Unwritten = -2;
}
