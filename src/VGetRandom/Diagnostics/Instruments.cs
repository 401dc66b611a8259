using System.Diagnostics.Metrics;

namespace VGetRandom.Diagnostics;

/// <summary>The meter's instruments, which read what <see cref="Activity"/> counts.</summary>
internal static class Instruments
{
    /// <summary>Functions that each make an instrument and add it to a meter.</summary>
    public static ReadOnlySpan<Func<Meter, Instrument>> All => new Func<Meter, Instrument>[]
    {
        static meter => meter.CreateObservableCounter(
            "vgetrandom.reseeds",
            static () => Activity.Reseeds,
            "{reseed}",
            "Fresh keys from the kernel, on the managed backend."),
        static meter => meter.CreateObservableCounter(
            "vgetrandom.refills",
            static () => Activity.Refills,
            "{refill}",
            "Batches for which no fresh key came from the kernel; on vdso, all batches."),
        static meter => meter.CreateObservableCounter(
            "vgetrandom.fallbacks",
            MeasureFallbacks,
            "{request}",
            "Requests, or 64 KiB of them, that something slower served, by reason."),
        static meter => meter.CreateObservableCounter(
            "vgetrandom.dropped_pages",
            static () => Activity.DroppedPages,
            "{page}",
            "States with a batch that the kernel had dropped."),
        static meter => meter.CreateObservableCounter(
            "vgetrandom.cross_check.mismatches",
            static () => Activity.Mismatches,
            "{mismatch}",
            "Cross-checks of the managed backend that failed: one ends its use."),
        static meter => meter.CreateObservableCounter(
            "vgetrandom.machine_forks",
            static () => Activity.MachineForks,
            "{fork}",
            "Forks of the virtual machine that were seen."),
        static meter => meter.CreateObservableCounter(
            "vgetrandom.machine_fork.wait",
            static () => Activity.ForkWaitMs,
            "ms",
            "How long requests waited after forks of the machine, all threads together."),
        static meter => meter.CreateObservableCounter(
            "vgetrandom.machine_fork.bounds",
            static () => Activity.BoundsReached,
            "{wait}",
            "Waits after a fork that ended without a reseed having been seen."),
        static meter => meter.CreateObservableUpDownCounter(
            "vgetrandom.states",
            MeasureStates,
            "{state}",
            "States in memory, in use by a thread or free."),
    };

    private static IEnumerable<Measurement<long>> MeasureFallbacks() =>
        from reason in Enum.GetValues<FallbackReason>()
        select Measure(Activity.Fallbacks(reason), "reason", reason.ToString());

    private static Measurement<long>[] MeasureStates() =>
    [
        Measure(Activity.StatesInUse, "state", "in_use"),
        Measure(Activity.StatesFree, "state", "free"),
    ];

    private static Measurement<long> Measure(long value, string tag, string name) =>
        new(value, new KeyValuePair<string, object?>(tag, name));
}
