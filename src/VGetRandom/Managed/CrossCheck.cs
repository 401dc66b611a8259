using VGetRandom.Kernel;

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

/// <summary>Asks the kernel's function whether the RNG info is still where it was proved to be.
/// </summary>
/// <remarks>
/// One byte is drawn on a companion state of the kernel's own format. Then the state must hold the
/// generation that stands at the proved place. And it must have moved, or else the function made
/// the system call, and says nothing of the generation.
/// </remarks>
// SAFETY: the caller vouches for the companion's bytes, which no other thread uses; both words
// that are read lie within them, as IsPossible says.
internal readonly unsafe struct CrossCheck<TFunction, TRngInfo>(
    TFunction function, TRngInfo info, int generationOffset, int companionBytes)
    where TFunction : struct, IVdsoFunction
    where TRngInfo : struct, IRngInfo
{
    // A reseed or a dropped page makes one try unclear; this many in a row are something else.
    private const int MaxTries = 4;

    /// <summary>Where a state notes the generation.</summary>
    public int GenerationOffset => generationOffset;

    /// <summary>Whether the position can be where it must be: behind the generation.</summary>
    public bool IsPossible => generationOffset + (2 * sizeof(ulong)) <= companionBytes;

    /// <summary>Compares, several times where that is needed.</summary>
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

        // A reseed came between, or the companion's page was dropped.
        return before != after || notedAfter == 0
            ? CrossCheckResult.Unclear
            : CrossCheckResult.Disagrees;
    }
}
