using VGetRandom.Kernel;

namespace VGetRandom.Managed;

/// <summary>The result of a comparison with the kernel's function.</summary>
internal enum CrossCheckResult
{
    /// <summary>Nothing, because a reseed or a dropped page interfered.</summary>
    Unclear,

    /// <summary>The function uses the generation at the proved place.</summary>
    Agrees,

    /// <summary>The function uses another generation, or none.</summary>
    Disagrees,
}

/// <summary>Asks the kernel's function whether the RNG info is still at its proved place.</summary>
/// <remarks>
/// It draws one byte on a companion state in the kernel's own format. The state must then hold the
/// generation that stands at the proved place. It must also have moved; otherwise the function made
/// the system call, which says nothing about the generation.
/// </remarks>
// SAFETY: the caller guarantees companionBytes at the companion, which no other thread uses;
// IsPossible shows that both words lie within them.
internal readonly unsafe struct CrossCheck<TFunction, TRngInfo>(
    TFunction function, TRngInfo info, int generationOffset, int companionBytes)
    where TFunction : struct, IVdsoFunction
    where TRngInfo : struct, IRngInfo
{
    // A reseed or a dropped page makes one try unclear; this many in a row have another cause.
    private const int MaxTries = 4;

    /// <summary>Where a state notes the generation.</summary>
    public int GenerationOffset => generationOffset;

    /// <summary>Whether the state has room for the position behind the generation.</summary>
    public bool IsPossible => generationOffset + (2 * sizeof(ulong)) <= companionBytes;

    /// <summary>Compares, several times if necessary.</summary>
    public CrossCheckResult Compare(byte* companion)
    {
        int disagreements = 0;
        for (int i = 0; i < MaxTries; i++)
        {
            CrossCheckResult result = CompareOnce(companion);
            if (result == CrossCheckResult.Agrees)
            {
                return result;
            }

            disagreements += result == CrossCheckResult.Disagrees ? 1 : 0;
        }

        return disagreements == MaxTries
            ? CrossCheckResult.Disagrees
            : CrossCheckResult.Unclear;
    }

    private CrossCheckResult CompareOnce(byte* companion)
    {
        ref ulong noted = ref *(ulong*)(companion + generationOffset);
        ref ulong position = ref *(ulong*)(companion + generationOffset + sizeof(ulong));
        ulong notedBefore = Volatile.Read(ref noted);
        ulong positionBefore = Volatile.Read(ref position);
        ulong before = info.ReadGeneration();

        byte drawn;
        bool isDrawn = function.Invoke(&drawn, 1, 0, companion, (nuint)companionBytes) == 1;

        ulong notedAfter = Volatile.Read(ref noted);
        bool hasMoved = notedAfter != notedBefore || Volatile.Read(ref position) != positionBefore;
        ulong after = info.ReadGeneration();
        if (isDrawn && hasMoved && notedAfter != 0 && notedAfter == before && before == after)
        {
            return CrossCheckResult.Agrees;
        }

        // A reseed interfered, or the companion's page was dropped.
        return before != after || notedAfter == 0
            ? CrossCheckResult.Unclear
            : CrossCheckResult.Disagrees;
    }
}
