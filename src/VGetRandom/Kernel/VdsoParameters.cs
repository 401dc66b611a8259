using System.Runtime.CompilerServices;

namespace VGetRandom.Kernel;

/// <summary>What the kernel says an opaque state needs.</summary>
/// <param name="StateSize">Bytes in one opaque state.</param>
/// <param name="Protection">mmap's protection for the memory that holds states.</param>
/// <param name="Flags">mmap's flags for the memory that holds states.</param>
internal sealed record VdsoParameters(int StateSize, int Protection, int Flags)
{
    /// <summary>Asks the function for its parameters, and refuses unusable answers.</summary>
    public static Attempt<VdsoParameters> Query<TFunction>(TFunction function, int pageSize)
        where TFunction : struct, IVdsoFunction
    {
        VdsoReply reply = VdsoReply.Ask(function);
        string? fault =
            !reply.IsAnswer
                ? $"answered {reply.Result} when asked for its parameters, not 0."
            : !reply.HasUsableSize(pageSize)
                ? $"asks for states of {reply.StateSize} bytes, with pages of {pageSize}."
            : !reply.HasUsableProtection
                ? $"asks for state memory with protection 0x{reply.Protection:x}, which is not "
                    + "read and write."
            : !reply.HasUsableFlags
                ? $"asks for state memory with mmap flags 0x{reply.Flags:x}, which is not "
                    + "anonymous droppable memory."
            : null;
        return fault is null
            ? new VdsoParameters((int)reply.StateSize, (int)reply.Protection, (int)reply.Flags)
            : new Problem($"the vDSO function {fault}");
    }
}

/// <summary>The function's answer about its parameters, which may be unusable.</summary>
internal readonly record struct VdsoReply(nint Result, uint StateSize, uint Protection, uint Flags)
{
    private const uint Type = Libc.MAP_TYPE | Libc.MAP_FIXED | Libc.MAP_ANONYMOUS;

    // Only exactly 0 is an answer: an old kernel's stub or a sandbox returns other values.
    public bool IsAnswer => Result == 0;

    public bool HasUsableProtection => Protection == (Libc.PROT_READ | Libc.PROT_WRITE);

    // From memory that a forked child inherits, parent and child would draw the same bytes.
    public bool HasUsableFlags =>
        (Flags & Type) == (Libc.MAP_DROPPABLE | Libc.MAP_ANONYMOUS) && Flags <= int.MaxValue;

    // A state must not straddle a page.
    public bool HasUsableSize(int pageSize) =>
        StateSize > 0 && StateSize <= (uint)pageSize;

    public bool IsUsable(int pageSize) =>
        IsAnswer && HasUsableSize(pageSize) && HasUsableProtection && HasUsableFlags;

    public static VdsoReply Ask<TFunction>(TFunction function)
        where TFunction : struct, IVdsoFunction
    {
        Numbers numbers = default;

        // SAFETY: with this state size the function writes only sixteen u32 to the state pointer,
        // and Numbers holds sixteen; it accepts a null buffer of length 0.
        unsafe
        {
            nint result = function.Invoke(null, 0, 0, &numbers, nuint.MaxValue);
            return new(result, numbers[0], numbers[1], numbers[2]);
        }
    }

    [InlineArray(16)]
    private struct Numbers
    {
        private uint _first;
    }
}
