using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace VGetRandom.Tests.Processes;

/// <summary>Counts the system calls of one thread of a child process.</summary>
/// <remarks>ptrace(2) obeys only the thread that attached, so each tracer has its own
/// thread.</remarks>
internal static unsafe partial class Ptrace
{
    // SAFETY: each call gets the address of what it writes, with its true size.
    private const nint SysCall = 24;
    private const nint Seize = 0x4206;
    private const nint Interrupt = 0x4207;
    private const nint GetSystemCallInfo = 0x420E;
    private const nint OptionMarkSystemCalls = 1;
    private const int WaitAnyThread = 0x40000000;
    private const int SignalTrap = 5;
    private const int MarkedSystemCallStop = SignalTrap | 0x80;
    private const byte Entry = 1;

    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(1);

    /// <summary>Counts until the thread ends.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="begin">Runs once every further system call will be seen.</param>
    /// <returns>How often each system call was made, or null if tracing is forbidden.</returns>
    public static Dictionary<ulong, int>? CountSystemCalls(int thread, Action begin)
    {
        Dictionary<ulong, int>? counts = null;
        var tracer = new Thread(() => counts = Trace(thread, begin)) { IsBackground = true };
        tracer.Start();
        return tracer.Join(s_timeout)
            ? counts
            : throw new TimeoutException("the traced thread does not end");
    }

    private static Dictionary<ulong, int>? Trace(int thread, Action begin)
    {
        if (ptrace(Seize, thread, 0, OptionMarkSystemCalls) != 0
            || ptrace(Interrupt, thread, 0, 0) != 0)
        {
            return null;
        }

        var counts = new Dictionary<ulong, int>();
        bool hasBegun = false;
        int status;
        while (waitpid(thread, &status, WaitAnyThread) == thread && (status & 0xFF) == 0x7F)
        {
            int signal = (status >> 8) & 0xFF;
            bool isEvent = status >> 16 != 0;
            if (signal == MarkedSystemCallStop)
            {
                Count(thread, counts);
            }

            // Signals that do not concern the tracer go on to the thread.
            bool isOurs = isEvent || signal == MarkedSystemCallStop;
            _ = ptrace(SysCall, thread, 0, isOurs ? 0 : signal);
            if (!hasBegun)
            {
                hasBegun = true;
                begin();
            }
        }

        return counts;
    }

    private static void Count(int thread, Dictionary<ulong, int> counts)
    {
        SystemCallInfo info = default;
        _ = ptrace(GetSystemCallInfo, thread, sizeof(SystemCallInfo), (nint)(&info));
        if (info.Operation == Entry)
        {
            counts[info.Number] = counts.GetValueOrDefault(info.Number) + 1;
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint ptrace(nint request, int thread, nint address, nint data);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int waitpid(int process, int* status, int options);

    [StructLayout(LayoutKind.Sequential)]
    private struct SystemCallInfo
    {
        public byte Operation;
        public uint Architecture;
        public ulong InstructionPointer, StackPointer, Number;
        public fixed ulong Arguments[8];
    }
}
