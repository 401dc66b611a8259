using System.Runtime;
using VGetRandom.Kernel;
using VGetRandom.Native;
using Library = VGetRandom.Native.Exports;

namespace VGetRandom.Preload;

/// <summary>glibc's functions for random bytes, with glibc's contracts.</summary>
// SAFETY: the pointers come from unmodified programs, and are as good as glibc asks for.
internal static unsafe class Exports
{
    private const nuint MaxBytes = 256;

    /// <summary>The dynamic loader calls this before anything else here.</summary>
    [RuntimeExport("vgetrandom_preload_start")]
    public static void Start() => Library.Start();

    /// <summary>getrandom(2): the number of bytes, or -1 with errno.</summary>
    [RuntimeExport("getrandom")]
    public static nint GetRandom(byte* buffer, nuint length, uint flags)
    {
        // The real one is a cancellation point, and a thread may have no other.
        Imports.TestCancel();
        nint result = Library.GetRandom(buffer, length, flags);
        return result >= 0 ? result : Fail((int)-result);
    }

    /// <summary>getentropy(3): 0, or -1 with errno.</summary>
    [RuntimeExport("getentropy")]
    public static int FillAtMost256(byte* buffer, nuint length)
    {
        if (length > MaxBytes)
        {
            return (int)Fail(Errno.EIO);
        }

        int result = Library.Fill(buffer, length);
        return result == 0 ? 0 : (int)Fail(-result);
    }

    /// <summary>arc4random(3): any number of 32 bits; never fails.</summary>
    [RuntimeExport("arc4random")]
    public static uint Next()
    {
        uint value;
        Fill((byte*)&value, sizeof(uint));
        return value;
    }

    /// <summary>arc4random_buf(3): fills the buffer; never fails.</summary>
    [RuntimeExport("arc4random_buf")]
    public static void Fill(byte* buffer, nuint length)
    {
        switch (Library.Fill(buffer, length))
        {
            case 0:
                break;
            case -Errno.EAGAIN:
                // The settings say to fail after a fork of the machine, and this function cannot
                // fail.
                Imports.Abort();
                break;
            default:
                FillOtherwise(buffer, length);
                break;
        }
    }

    /// <summary>arc4random_uniform(3): a number below a bound; 0 for the bounds 0 and 1.</summary>
    [RuntimeExport("arc4random_uniform")]
    public static uint NextBelow(uint bound)
    {
        if (bound < 2)
        {
            return 0;
        }

        // Lemire's method: the upper half of the product is the number. The lower half tells
        // whether the draw is one of the few that would make some numbers likelier than others.
        ulong product = (ulong)Next() * bound;
        if ((uint)product < bound)
        {
            uint surplus = unchecked(0u - bound) % bound;
            while ((uint)product < surplus)
            {
                product = (ulong)Next() * bound;
            }
        }

        return (uint)(product >> 32);
    }

    /// <summary>glibc's own function, which reads the device if the system call is refused.
    /// </summary>
    private static void FillOtherwise(byte* buffer, nuint length)
    {
        var next = (delegate*<byte*, nuint, void>)RawLibc.FindNext("arc4random_buf"u8);

        // Without that function too, one that cannot fail can only abort.
        if (next == null || !NativeFunction.CanCall((nint)next))
        {
            Imports.Abort();
        }

        next(buffer, length);
    }

    private static nint Fail(int error)
    {
        *RawLibc.ErrnoLocation() = error;
        return -1;
    }
}
