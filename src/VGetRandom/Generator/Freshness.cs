namespace VGetRandom.Generator;

/// <summary>What a witness says of a batch.</summary>
internal enum Freshness
{
    /// <summary>Nothing: the witness did not look. A new batch would not change that.</summary>
    Unknown,

    /// <summary>The kernel stands behind it at this moment.</summary>
    Fresh,

    /// <summary>There is none, or the kernel has reseeded since it was made.</summary>
    Stale,
}
