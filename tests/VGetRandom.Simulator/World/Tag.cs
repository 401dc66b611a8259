namespace VGetRandom.Simulator.World;

/// <summary>Tags of bytes that are not random. Tags of random bytes are above 0.</summary>
internal static class Tag
{
    /// <summary>A zero, as in new and vanished pages, or a number.</summary>
    public const long Zero = 0;

    /// <summary>Made from 32 bytes that were not one key.</summary>
    public const long DistinctNumbers = -1;

    /// <summary>A buffer's content before a request.</summary>
    public const long Unwritten = -2;
}
