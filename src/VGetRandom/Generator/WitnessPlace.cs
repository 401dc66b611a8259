using System.Runtime.CompilerServices;

namespace VGetRandom.Generator;

/// <summary>Where an experiment found the key and the step in an opaque state.</summary>
/// <remarks>Packed into one word, so that no thread reads halves of two places.</remarks>
internal readonly record struct WitnessPlace
{
    public const int MinBytes = 32;
    public const int MaxBytes = 64;

    private const int PartBits = 16;

    /// <param name="offset">The first of the witness bytes, which change only with the key.</param>
    /// <param name="bytes">How many there are, <see cref="MinBytes"/> to
    /// <see cref="MaxBytes"/>.</param>
    /// <param name="stepOffset">A byte that changes with every request the function serves
    /// itself.</param>
    /// <param name="generationOffset">The word that notes the kernel's generation.</param>
    public WitnessPlace(int offset, int bytes, int stepOffset, int generationOffset)
        : this((ulong)(ushort)offset
            | ((ulong)(ushort)bytes << PartBits)
            | ((ulong)(ushort)stepOffset << (2 * PartBits))
            | ((ulong)(ushort)generationOffset << (3 * PartBits)))
    {
    }

    public WitnessPlace(ulong packed) => Packed = packed;

    /// <summary>All four numbers; 0 for no place.</summary>
    public ulong Packed { get; }

    public int Offset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (ushort)Packed;
    }

    public int Bytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (ushort)(Packed >> PartBits);
    }

    public int StepOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (ushort)(Packed >> (2 * PartBits));
    }

    /// <summary>The word that notes the generation, or -1 for no place.</summary>
    public int GenerationOffset => Packed == 0 ? -1 : (ushort)(Packed >> (3 * PartBits));
}
