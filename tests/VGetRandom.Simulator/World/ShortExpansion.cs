using VGetRandom.Generator;

namespace VGetRandom.Simulator.World;

/// <summary>Key expansion with chunks so short that a request takes several.</summary>
// SAFETY: as for KeyExpansion.
internal static unsafe class ShortExpansion
{
    public const int MaxChunkBytes = 128;

    public const int Bytes = VGetRandom.Generator.KeyExpansion.Bytes;

    public const int CallerWordOffset = VGetRandom.Generator.KeyExpansion.CallerWordOffset;

    public static bool TryFill<TAccess, TKeySource>(
        TKeySource source, byte* buffer, int length, byte* memory)
        where TAccess : struct, IMemoryAccess
        where TKeySource : struct, IKeySource =>
        VGetRandom.Generator.KeyExpansion.TryFill<TAccess, TKeySource>(
            source, buffer, length, memory);
}
