using VGetRandom.Backends;
using VGetRandom.States;

namespace VGetRandom.Probe.Faults;

/// <summary>Dies with a core dump while a state is full and some of its output is kept.</summary>
/// <remarks>
/// Before that it has the kernel write two files into the working directory: the whole page of the
/// state, which the dump must not contain, and the output, which it must contain. It copies neither
/// in memory, because the copy would be in the dump.
/// </remarks>
// SAFETY: the kept array is pinned while it is filled and written; a state's page is a whole one.
internal static unsafe class CoreScenario
{
    private const int KeptBytes = 16;

    /// <param name="name">vdso, managed, or marker, which has no state.</param>
    public static int Run(string name)
    {
        ExpansionReadiness.OfThisProcess.Execute();
        _ = StateReader.Parameters;
        bool isManaged = name == "managed";
        IRandomBackend backend = isManaged ? FreshBackend.NewManaged() : FreshBackend.New();
        byte[] kept = GC.AllocateArray<byte>(KeptBytes, pinned: true);
        fixed (byte* bytes = kept)
        {
            // Draw two halves around a large request, whose key must be gone from the dump, too.
            byte[] large = new byte[1 << 16];
            backend.Fill(bytes, KeptBytes / 2);
            fixed (byte* filled = large)
            {
                backend.Fill(filled, (nuint)large.Length);
            }

            backend.Fill(bytes + (KeptBytes / 2), KeptBytes / 2);
            nint state = ThreadStates.Opaque;
            nint page = state & ~(Environment.SystemPageSize - 1);
            Write("secret", (byte*)page, Environment.SystemPageSize);
            Write("kept", bytes, KeptBytes);
            Report.Line("generation", StateReader.Generation(state, isManaged));
        }

        // Ask for everything: private and shared memory, including mapped files.
        File.WriteAllText("/proc/self/coredump_filter", "0x3f");
        Native.ResourceLimit limit;
        bool isLimitRaised = Native.getrlimit(Native.RLIMIT_CORE, &limit) == 0;
        limit.Soft = limit.Hard;
        isLimitRaised &= Native.setrlimit(Native.RLIMIT_CORE, &limit) == 0;
        Report.Line("limit", isLimitRaised ? limit.Hard : 0);
        Report.Line("process", Environment.ProcessId);
        Console.Out.Flush();

        // The runtime's handler must not take the signal.
        _ = Native.signal(Native.SIGABRT, 0);
        _ = Native.kill(Environment.ProcessId, Native.SIGABRT);
        Thread.Sleep(Timeout.Infinite);
        GC.KeepAlive(kept);
        return 0;
    }

    private static void Write(string name, byte* bytes, int length)
    {
        using var file = File.OpenHandle(name, FileMode.CreateNew, FileAccess.Write);
        nint written =
            Native.write((int)file.DangerousGetHandle(), bytes, (nuint)length);
        Report.Line(name, written == length);
    }
}
