using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.States;
using VGetRandom.Vdso;

namespace VGetRandom.Probe.Faults;

/// <summary>Reads the contents of states, which no part of the library does.</summary>
/// <remarks>The layout of the kernel's state is the kernel's own affair. If states do not have the
/// size that is known here, this reads nothing.</remarks>
// SAFETY: all offsets are below the sizes of states, which are never unmapped.
internal static unsafe class StateReader
{
    private const int KnownStateBytes = 144;
    private const int GenerationOffset = 128;

    private static readonly nint s_memoryOffset =
        new StateGeometry(
            KnownStateBytes, GeneratorMemory.Bytes, Environment.SystemPageSize).MemoryOffset;

    /// <summary>Why states cannot be had or read here, or null.</summary>
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

    /// <summary>What the kernel's function says about its states, if their layout is
    /// known.</summary>
    public static VdsoParameters Parameters => Refusal is { } refusal
        ? throw new NotSupportedException(refusal)
        : VdsoLocator.Locate().Value!.Parameters;

    /// <summary>Returns where the memory of a state's generator begins.</summary>
    public static nint MemoryOf(nint state) => state + s_memoryOffset;

    /// <summary>Returns the generation noted in a state or with the batch behind it, or 0 if there
    /// is none.</summary>
    public static ulong Generation(nint state, bool isManaged) => isManaged
        ? DirectAccess.ReadUInt64(GeneratorMemory.Generation((byte*)MemoryOf(state)))
        : Volatile.Read(ref *(ulong*)(state + GenerationOffset));

    /// <summary>Returns the part of a batch that has not been handed out.</summary>
    public static ReadOnlySpan<byte> Rest(nint state)
    {
        byte* memory = (byte*)MemoryOf(state);
        return new(
            GeneratorMemory.Batch(memory),
            (int)DirectAccess.ReadUInt32(GeneratorMemory.Remaining(memory)));
    }

    /// <summary>Returns the 8 bytes that come next, or 0 if those take a new batch.</summary>
    public static ulong Foresee(nint state)
    {
        ReadOnlySpan<byte> rest = Rest(state);
        return rest.Length < sizeof(ulong) ? 0 : BitConverter.ToUInt64(rest[^sizeof(ulong)..]);
    }
}
