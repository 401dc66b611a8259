using VGetRandom.Diagnostics;
using VGetRandom.Probe;

namespace VGetRandom.Guest;

/// <summary>Many threads at once, each of which needs its own state.</summary>
internal static class StateScenario
{
    private const int Threads = 48;

    public static int Run()
    {
        _ = KernelRandom.NextUInt64();
        long before = Activity.StatesInUse;
        var values = new ulong[Threads * 2];
        using var all = new Barrier(Threads);
        Thread[] threads =
        [
            .. Enumerable.Range(0, Threads).Select(i => new Thread(() =>
            {
                values[2 * i] = KernelRandom.NextUInt64();
                all.SignalAndWait();
                values[(2 * i) + 1] = KernelRandom.NextUInt64();
            })),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Report.Line("backend", KernelRandom.Backend.Name);
        Report.Line("fallback", KernelRandom.Backend.Fallback);
        Report.Line("states", Activity.StatesInUse - before);
        Report.Line("distinct", values.Distinct().Count());
        Report.Line("zeros", values.Count(value => value == 0));
        return 0;
    }
}
