namespace VGetRandom.Native;

/// <summary>How the table of states divides addresses.</summary>
internal static class StateUnit
{
    /// <summary>The least distance between two states' beginnings, as a power of two: the stride
    /// that states have with today's kernels.</summary>
    public const int Bits = 11;

    /// <summary>Bytes of the table for each unit: a cache line, because two threads whose marks
    /// shared one would slow each other down at every request.</summary>
    public const int EntryBytes = 64;
}
