using System.Runtime.InteropServices;
using VGetRandom.Kernel;
using VGetRandom.Vdso;

namespace VGetRandom.Benchmarks.Peers;

/// <summary>The vDSO function called from C# on one state, with nothing around it.</summary>
/// <remarks>For one thread, once the generator is ready: a benchmark may rely on both.</remarks>
internal static unsafe class VdsoDirect
{
    // SAFETY: the state has a page of the kernel's own kind of memory, which is as much as a state
    // can need; buffers have the lengths that are asked for.
    private static readonly VdsoLocation s_location = VdsoLocator.Locate().Value
        ?? throw new InvalidOperationException(VdsoLocator.Locate().Problem);

    private static readonly VdsoFunction s_function = s_location.Function;
    private static readonly nuint s_stateBytes = (nuint)s_location.Parameters.StateSize;
    private static readonly nint s_state = Map(s_location.Parameters);

    public static uint NextUInt32()
    {
        uint value;
        Fill((byte*)&value, sizeof(uint));
        return value;
    }

    public static void Fill(Span<byte> destination)
    {
        fixed (byte* buffer = destination)
        {
            Fill(buffer, (nuint)destination.Length);
        }
    }

    private static void Fill(byte* buffer, nuint length)
    {
        if (s_function.Invoke(buffer, length, 0, (void*)s_state, s_stateBytes) != (nint)length)
        {
            throw new InvalidOperationException("the function did not serve the whole request");
        }
    }

    private static nint Map(VdsoParameters parameters)
    {
        nint state = Libc.mmap(
            0,
            (nuint)Environment.SystemPageSize,
            parameters.Protection,
            parameters.Flags,
            -1,
            0);
        return state != -1
            ? state
            : throw new InvalidOperationException(
                $"mmap: {Errno.Describe(Marshal.GetLastPInvokeError())}");
    }
}
