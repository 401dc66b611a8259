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

    /// <summary>Bytes that one refill makes: the batch, and the key at its end.</summary>
    public static int BatchKeyBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BatchBlocks.Count * ChaCha20Blocks.BlockBytes;
    }

    /// <summary>
    /// The page mark (<see cref="ForkMark"/>) under which state and batch were begun, written
    /// before the batch key is fetched. 0 means that the kernel dropped the page or the process
    /// forked. A large request has a key mark of its own, because the library may make a batch in
    /// this memory while that request is under way.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong* Mark(byte* memory) => (ulong*)(memory + MarkOffset);

    /// <summary>The batch count: how many bytes of the batch no request has taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint* Remaining(byte* memory) => (uint*)(memory + RemainingOffset);

    /// <summary>How many questions in a row the witness left unanswered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Unanswered(byte* memory) => memory + UnansweredOffset;

    /// <summary>Receives the byte for which the witness asks the function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Answer(byte* memory) => memory + AnswerOffset;

    /// <summary>The copy of the state's witness bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Copy(byte* memory) => memory + CopyOffset;

    /// <summary>The page mark of the machine fork for which this state's thread waits. It shares
    /// the place of the copy, because the state has no batch meanwhile.</summary>
    public static ulong* Awaited(byte* memory) => (ulong*)(memory + CopyOffset);

    /// <summary>The generation that the kernel published when the batch key was fetched.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong* Generation(byte* memory) =>
        (ulong*)(memory + KeyExpansion.CallerWordOffset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Batch(byte* memory) => memory + BatchOffset;

    /// <summary>The batch key, which the batch overwrites when it is made.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Key(byte* memory) =>
        memory + BatchOffset + BatchKeyBytes - ChaCha20Blocks.KeyBytes;
}
