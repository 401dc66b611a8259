namespace VGetRandom.Managed;

/// <summary>What a comparison with the kernel's function showed.</summary>
internal enum CrossCheckResult
{
    /// <summary>Nothing: a reseed or a dropped page came between.</summary>
    Unclear,

    /// <summary>The function goes by the generation that stands at the proved place.</summary>
    Agrees,

    /// <summary>It goes by another one, or by none.</summary>
    Disagrees,
}
