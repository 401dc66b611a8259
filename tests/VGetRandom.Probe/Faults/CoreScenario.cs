using VGetRandom.Backends;
using VGetRandom.States;

namespace VGetRandom.Probe.Faults;

/// <summary>Dies with a core dump, when a state is full and some of its output was kept.</summary>
/// <remarks>
/// Before that the kernel writes into the working directory what the dump must not have, the whole
/// page of the state, and what it must have, the output. Nothing is copied for that: a copy would
/// be in the dump.
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
            // In two halves, with a large request between, whose key must be gone too.
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

        // All that can be asked for: private and shared memory, of files too.
        File.WriteAllText("/proc/self/coredump_filter", "0x3f");
        Native.ResourceLimit limit;
        bool isLimitRaised = Native.getrlimit(Native.RLIMIT_CORE, &limit) == 0;
        limit.Soft = limit.Hard;
        isLimitRaised &= Native.setrlimit(Native.RLIMIT_CORE, &limit) == 0;
        Report.Line("limit", isLimitRaised ? limit.Hard : 0);
        Report.Line("process", Environment.ProcessId);
        Console.Out.Flush();

        // Not to the runtime's handler.
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
