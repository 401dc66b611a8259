using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VGetRandom.Backends;
using VGetRandom.Generator;
using VGetRandom.Kernel;

namespace VGetRandom.Native;

/// <summary>The functions of vgetrandom.h, which documents them.</summary>
// SAFETY: C's pointers are as good as vgetrandom.h asks for; those that it allows to be bad are
// checked first.
internal static unsafe class Exports
{
    /// <summary>The dynamic loader calls this before anything else here.</summary>
    [RuntimeExport("vgetrandom_start")]
    public static void Start()
    {
        NativeVdso.Find();
        StateTable.Start();
        LeasedStates.Start();
    }

    [RuntimeExport("vgetrandom_alloc")]
    public static nint Allocate(uint* num, uint* sizePerEach, nuint address, uint flags)
    {
        if (num == null || sizePerEach == null)
        {
            return -Errno.EFAULT;
        }

        if (address != 0 || flags != 0 || *sizePerEach != 0)
        {
            return -Errno.EINVAL;
        }

        nint first = StateArray.Allocate(*num, out uint count);
        if (first > 0)
        {
            *num = count;
            *sizePerEach = (uint)NativeVdso.Stride;
        }

        return first;
    }

    [RuntimeExport("vgetrandom")]
    public static nint Request(byte* buffer, nuint length, uint flags, nint state) =>
        StateTable.TryFind(state, out RequestMark mark)
            ? Requests.Serve(buffer, length, flags, state, mark)
            : -Errno.EFAULT;

    [RuntimeExport("vgetrandom_getrandom")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint GetRandom(byte* buffer, nuint length, uint flags)
    {
        nint state = LeasedStates.Lease();
        return state != 0
            ? Requests.Serve(buffer, length, flags, state, StateTable.MarkOf(state))
            : Requests.AskKernel(buffer, length, flags);
    }

    [RuntimeExport("vgetrandom_fill")]
    public static int Fill(byte* buffer, nuint length) =>
        length - 1 < Crossover.FromBatchBytes && GetRandom(buffer, length, 0) == (nint)length
            ? 0
            : FillSlowly(buffer, length);

    [RuntimeExport("vgetrandom_backend")]
    public static byte* Backend() => Text(NativeVdso.Function != 0 ? "vdso"u8 : "syscall"u8);

    [RuntimeExport("vgetrandom_reason")]
    public static byte* Shortcoming() =>
        LeasedStates.IsShort ? Text("there is no memory for states at present"u8)
        : NativeForks.HasReachedBound
            ? Text("after a fork of this machine no reseed was seen within the bound"u8)
        : NativeVdso.Function == 0 ? Reason.Address
        : Text(LeasedStates.IsReady
            ? ""u8
            : "threads have no room for the address of a state"u8);

    [RuntimeExport("vgetrandom_forks")]
    public static byte* ForkShortcoming() => Text(NativeForks.Shortcoming);

    /// <summary>Fills a buffer in several requests, or says why it cannot be filled.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FillSlowly(byte* buffer, nuint length)
    {
        // All of them anew: what the first request gave may be from before a fork of the machine,
        // and so may one of these be at the end.
        int rounds = 0;
        ulong mark;
        int error;
        do
        {
            mark = NativeForks.Forks.Counter == null ? 0 : NativeForks.Forks.Mark;
            error = FillOnce(buffer, length);
        }
        while (mark != 0 && !NativeForks.Accepts(mark, ref rounds));
        return error;
    }

    private static int FillOnce(byte* buffer, nuint length)
    {
        while (length > 0)
        {
            nint result = GetRandom(buffer, length, 0);
            if (result <= 0)
            {
                if (result == -Errno.EINTR)
                {
                    continue;
                }

                return result == 0 ? -Errno.EIO : (int)result;
            }

            buffer += result;
            length -= (nuint)result;
        }

        return 0;
    }

    // SAFETY: a literal ends with a zero and does not move.
    private static byte* Text(ReadOnlySpan<byte> literal) =>
        (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(literal));
}
