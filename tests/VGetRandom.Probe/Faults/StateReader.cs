using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.States;
using VGetRandom.Vdso;

namespace VGetRandom.Probe.Faults;

/// <summary>Reads what stands in states, which no part of the library does.</summary>
/// <remarks>
/// The layout of the kernel's state is its own affair. Where a state has another size than the one
/// that is known here, nothing is read.
/// </remarks>
// SAFETY: all offsets are below the sizes of states, which are never unmapped.
internal static unsafe class StateReader
{
    private const int KnownStateBytes = 144;
    private const int GenerationOffset = 128;

    private static readonly nint s_memoryOffset =
        new StateGeometry(
            KnownStateBytes, GeneratorMemory.Bytes, Environment.SystemPageSize).MemoryOffset;

    /// <summary>Why no states can be had here, or not be read, or null.</summary>
    public static string? Refusal
    {
        get
        {
            Attempt<VdsoLocation> attempt = VdsoLocator.Locate();
            return attempt.Value is not { Parameters.StateSize: var bytes } ? attempt.Problem
                : bytes != KnownStateBytes
                    ? $"the kernel's states have {bytes} bytes, in another layout"
                : null;
        }
    }

    /// <summary>What the kernel's function says of its states, if these are as known.</summary>
    public static VdsoParameters Parameters => Refusal is { } refusal
        ? throw new NotSupportedException(refusal)
        : VdsoLocator.Locate().Value!.Parameters;

    /// <summary>Where the memory of a state's generator begins.</summary>
    public static nint MemoryOf(nint state) => state + s_memoryOffset;

    /// <summary>
    /// The generation that a state notes, or the batch behind it: 0 while there is none.
    /// </summary>
    public static ulong Generation(nint state, bool isManaged) => isManaged
        ? DirectAccess.ReadUInt64(GeneratorMemory.Generation((byte*)MemoryOf(state)))
        : Volatile.Read(ref *(ulong*)(state + GenerationOffset));

    /// <summary>The part of a batch that has not been handed out.</summary>
    public static ReadOnlySpan<byte> Rest(nint state)
    {
        byte* memory = (byte*)MemoryOf(state);
        return new(
            GeneratorMemory.Batch(memory),
            (int)DirectAccess.ReadUInt32(GeneratorMemory.Remaining(memory)));
    }

    /// <summary>The 8 bytes that come next, or 0 where that takes a new batch.</summary>
    public static ulong Foresee(nint state)
    {
        ReadOnlySpan<byte> rest = Rest(state);
        return rest.Length < sizeof(ulong) ? 0 : BitConverter.ToUInt64(rest[^sizeof(ulong)..]);
    }
}
