using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;

namespace VGetRandom.Generator;

/// <summary>What a thread's generator keeps behind the thread's opaque state, in the same droppable
/// page.</summary>
/// <remarks>
/// The kernel drops and wipes whole pages, so state and batch vanish together. All zeros mean no
/// batch. A batch is used from its end: the next bytes end at its address plus the count.
/// </remarks>
// SAFETY: callers guarantee Bytes bytes at memory.
internal static unsafe class GeneratorMemory
{
    /// <summary>The memory of <see cref="KeyExpansion"/> comes first.</summary>
    private const int MarkOffset = KeyExpansion.Bytes;

    private const int RemainingOffset = MarkOffset + sizeof(ulong);
    private const int UnansweredOffset = RemainingOffset + sizeof(uint);
    private const int AnswerOffset = UnansweredOffset + 1;
    private const int CopyOffset = RemainingOffset + sizeof(ulong);
    private const int BatchOffset = CopyOffset + WitnessPlace.MaxBytes;

    /// <summary>Bytes in all, at any register width.</summary>
    public const int Bytes =
        BatchOffset + (BatchSize.MaxBlocks * ChaCha20Blocks.BlockBytes);

    /// <summary>Bytes that a refill makes in one go: the batch, and the key at its end.</summary>
    public static int BatchKeyBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BatchBlocks.Count * ChaCha20Blocks.BlockBytes;
    }

    /// <summary>
    /// The <see cref="ForkMark"/> under which state and batch were begun, written before the
    /// batch's key is fetched. 0 means that the page was dropped or the process forked. An
    /// expansion has its own mark, because a batch may be made while a large request is in progress
    /// on this memory.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong* Mark(byte* memory) => (ulong*)(memory + MarkOffset);

    /// <summary>How many bytes of the batch are still unused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint* Remaining(byte* memory) => (uint*)(memory + RemainingOffset);

    /// <summary>How many questions in a row the witness left unanswered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Unanswered(byte* memory) => memory + UnansweredOffset;

    /// <summary>Receives the byte that is requested only to see whether the key is the same.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Answer(byte* memory) => memory + AnswerOffset;

    /// <summary>The copy of the state's witness bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Copy(byte* memory) => memory + CopyOffset;

    /// <summary>The mark of the fork for which this state waits. It shares the place of the copy,
    /// because there is no batch meanwhile.</summary>
    public static ulong* Awaited(byte* memory) => (ulong*)(memory + CopyOffset);

    /// <summary>The generation that the kernel published when the batch's key was fetched.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong* Generation(byte* memory) =>
        (ulong*)(memory + KeyExpansion.CallerWordOffset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Batch(byte* memory) => memory + BatchOffset;

    /// <summary>The key of a refill, which that refill overwrites.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Key(byte* memory) =>
        memory + BatchOffset + BatchKeyBytes - ChaCha20Blocks.KeyBytes;
}
