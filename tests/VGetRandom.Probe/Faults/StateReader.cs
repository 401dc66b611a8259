using VGetRandom.GetRandom;
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
    private const int BatchBytes = 96;
    private const int GenerationOffset = 128;
    private const int PositionOffset = 136;

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

    public static nint OfThread(bool isManaged) =>
        isManaged ? ThreadStates.Wide : ThreadStates.Opaque;

    /// <summary>The generation that a state notes: 0 while it is empty.</summary>
    public static ulong Generation(nint state, bool isManaged) => Volatile.Read(
        ref *(ulong*)(state + (isManaged ? WideLayout.GenerationOffset : GenerationOffset)));

    /// <summary>The part of a batch that has not been handed out.</summary>
    public static ReadOnlySpan<byte> Rest(nint state, bool isManaged)
    {
        byte* bytes = (byte*)state;
        int position = bytes[PositionOffset];
        return isManaged ? new(bytes, (int)WideLayout.ReadRemaining<DirectAccess>(bytes))
            : position <= BatchBytes ? new(bytes + position, BatchBytes - position)
            : default;
    }

    /// <summary>The 8 bytes that come next, or 0 where that takes a new batch.</summary>
    public static ulong Foresee(nint state, bool isManaged)
    {
        ReadOnlySpan<byte> rest = Rest(state, isManaged);
        return rest.Length < sizeof(ulong) ? 0
            : BitConverter.ToUInt64(isManaged ? rest[^sizeof(ulong)..] : rest);
    }
}
