using System.Runtime.CompilerServices;
using VGetRandom.Kernel;
using VGetRandom.States;

namespace VGetRandom.Vdso;

/// <summary>What the kernel says an opaque state needs.</summary>
/// <param name="StateSize">Bytes in one opaque state.</param>
/// <param name="Protection">mmap's protection for the memory that holds states.</param>
/// <param name="Flags">mmap's flags for the memory that holds states.</param>
internal sealed record VdsoParameters(int StateSize, int Protection, int Flags)
{
    private const int ReadWrite = Libc.PROT_READ | Libc.PROT_WRITE;

    /// <summary>Asks the function for its parameters; refuses answers of no use.</summary>
    public static Attempt<VdsoParameters> Query<TFunction>(TFunction function, int pageSize)
        where TFunction : struct, IVdsoFunction
    {
        Reply reply = default;

        // SAFETY: with this state size the function only writes sixteen u32 to the state pointer,
        // which is what Reply holds; a NULL buffer of no bytes is part of the question.
        nint result;
        unsafe
        {
            result = function.Invoke(null, 0, 0, &reply, nuint.MaxValue);
        }

        if (result != 0)
        {
            // Only exactly 0 is an answer: an old kernel's stub or a sandbox returns other things.
            return Attempt<VdsoParameters>.Failed(
                $"the vDSO function answered {result} when asked for its parameters, not 0.");
        }

        uint size = reply[0];
        uint protection = reply[1];
        uint flags = reply[2];
        if (size == 0 || size > (uint)StateGeometry.MaxStateSize(pageSize))
        {
            return Attempt<VdsoParameters>.Failed(
                $"the vDSO function asks for states of {size} bytes, with pages of {pageSize}.");
        }

        if (protection != ReadWrite)
        {
            return Attempt<VdsoParameters>.Failed(
                $"the vDSO function asks for state memory with protection 0x{protection:x}, "
                + "which is not read and write.");
        }

        // Memory that a forked child inherits would have both sides draw the same bytes.
        if ((flags & (Libc.MAP_TYPE | Libc.MAP_FIXED | Libc.MAP_ANONYMOUS))
                != (Libc.MAP_DROPPABLE | Libc.MAP_ANONYMOUS)
            || flags > int.MaxValue)
        {
            return Attempt<VdsoParameters>.Failed(
                $"the vDSO function asks for state memory with mmap flags 0x{flags:x}, "
                + "which is not anonymous droppable memory.");
        }

        return Attempt<VdsoParameters>.Of(new((int)size, (int)protection, (int)flags));
    }

    [InlineArray(16)]
    private struct Reply
    {
        private uint _first;
    }
}
