using System.Runtime.InteropServices;
using VGetRandom.Backends;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.Selection;
using VGetRandom.States;
using VGetRandom.Vdso;

namespace VGetRandom.Benchmarks.Peers;

/// <summary>Calls the vDSO function from C# on one state, with nothing around it.</summary>
/// <remarks>This needs a generator that is ready, which a benchmark may assume.</remarks>
internal static unsafe class VdsoDirect
{
    // SAFETY: the state has a page of the kernel's own kind of memory, and no state needs more;
    // buffers have the lengths that are asked for.
    private static readonly VdsoLocation s_location = VdsoLocator.Locate().Value
        ?? throw new InvalidOperationException(VdsoLocator.Locate().Problem);

    private static readonly VdsoFunction s_function = s_location.Function;
    private static readonly nuint s_stateBytes = (nuint)s_location.Parameters.StateSize;
    private static readonly nint s_state = NewState();

    /// <summary>For use on one thread.</summary>
    public static uint NextUInt32()
    {
        uint value;
        Fill((byte*)&value, sizeof(uint), s_state);
        return value;
    }

    /// <summary>For use on one thread.</summary>
    public static void Fill(Span<byte> destination) => Fill(destination, s_state);

    /// <param name="destination">The buffer to fill.</param>
    /// <param name="state">From <see cref="NewState"/>, and used by no other thread.</param>
    public static void Fill(Span<byte> destination, nint state)
    {
        fixed (byte* buffer = destination)
        {
            Fill(buffer, (nuint)destination.Length, state);
        }
    }

    /// <summary>Makes this library's backend with a function that does not vouch for a
    /// batch.</summary>
    public static VdsoBackend<LinuxKernel, VdsoFunction> NewUnwitnessedBackend() => new(
        s_function,
        new StatePool<LinuxKernel>(
            default,
            StateMemory.For(s_location.Parameters, GeneratorMemory.Bytes),
            Environment.SystemPageSize),
        new SyscallBackend<LinuxKernel>(
            default, null, "", ProcessBackend.Forks, ExpansionReadiness.OfThisProcess),
        "",
        isWitness: false);

    /// <summary>Makes a state for one more thread, which lasts as long as the process.</summary>
    public static nint NewState()
    {
        VdsoParameters parameters = s_location.Parameters;
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

    private static void Fill(byte* buffer, nuint length, nint state)
    {
        if (s_function.Invoke(buffer, length, 0, (void*)state, s_stateBytes) != (nint)length)
        {
            throw new InvalidOperationException("the function did not serve the whole request");
        }
    }
}
