using System.Diagnostics;
using VGetRandom.Diagnostics;
using VGetRandom.Probe;
using VGetRandom.States;
using Activity = VGetRandom.Diagnostics.Activity;

namespace VGetRandom.Guest;

/// <summary>Makes requests before the kernel's generator is ready.</summary>
internal static class ReadinessScenario
{
    private const int Bytes = 32;

    public static void Run()
    {
        Span<byte> waited = stackalloc byte[Bytes];
        Span<byte> unsure = stackalloc byte[Bytes];
        Span<byte> more = stackalloc byte[Bytes];

        // Print nothing before all is asked: printing may make the generator ready.
        bool isServedAtOnce = KernelRandom.TryGetRandom(more, GetRandomFlags.NonBlock, out _);
        bool isServedUnsure = KernelRandom.TryGetRandom(
            unsure, GetRandomFlags.Insecure, out int unsureCount);
        bool isServedStill = KernelRandom.TryGetRandom(more, GetRandomFlags.NonBlock, out _);

        // Without a state nothing can be served from user space.
        nint stateBefore = ThreadStates.Opaque;
        long statesBefore = Activity.StatesInUse;
        long startedAt = Stopwatch.GetTimestamp();
        KernelRandom.Fill(waited);
        TimeSpan wait = Stopwatch.GetElapsedTime(startedAt);
        long notReady = Activity.Fallbacks(FallbackReason.NotReady);
        bool isServedThen = KernelRandom.TryGetRandom(more, GetRandomFlags.NonBlock, out _);
        nint stateAfter = ThreadStates.Opaque;

        Console.WriteLine("== begin waiting");
        Report.Backend();
        Report.Line("nonblock", isServedAtOnce);
        Report.Line("insecure", isServedUnsure && unsureCount == Bytes && IsRandom(unsure));
        Report.Line("nonblock-still", isServedStill);
        Report.Line("states-before", statesBefore + (stateBefore == 0 ? 0 : 1));
        Report.Line("filled", IsRandom(waited) && !waited.SequenceEqual(unsure));
        Report.Line("waited-ms", (long)wait.TotalMilliseconds);
        Report.Line("not-ready-fallbacks", notReady);
        Report.Line("nonblock-then", isServedThen);
        Report.Line("state-after", stateAfter != 0);
        Console.WriteLine("== exit 0 after 0 ms");
    }

    private static bool IsRandom(ReadOnlySpan<byte> bytes) => bytes.ContainsAnyExcept((byte)0);
}
