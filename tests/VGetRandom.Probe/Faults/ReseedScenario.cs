using VGetRandom.Backends;
using VGetRandom.States;

namespace VGetRandom.Probe.Faults;

/// <summary>Threads draw numbers while the kernel reseeds again and again.</summary>
/// <remarks>
/// After each reseed the kernel's function tells the generation, on a state of the reseeding
/// thread. A request that starts after that must leave no older generation in its state, and must
/// return nothing that lay in the batch.
/// </remarks>
internal static class ReseedScenario
{
    private const int DrawingThreads = 2;

    // If the threads share a processor, those that see nothing new yield.
    private const int MaxInARow = 1024;
    private const int MaxReseedsInARow = 32;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <param name="name">vdso or managed.</param>
    /// <param name="reseeds">How often to reseed at least.</param>
    /// <param name="noticed">How many requests of each thread must find a new generation.</param>
    public static int Run(string name, long reseeds, long noticed)
    {
        ExpansionReadiness.OfThisProcess.Execute();
        bool isManaged = name == "managed";
        _ = StateReader.Parameters;
        IRandomBackend backend = isManaged ? FreshBackend.NewManaged() : FreshBackend.New();
        using var reseeder = new Reseeder();
        Report.Line("allowed", reseeder.IsAllowed);
        if (!reseeder.IsAllowed)
        {
            return 0;
        }

        var outputs = new Outputs();
        Drawer[] drawers =
        [
            .. Enumerable.Range(0, DrawingThreads)
                .Select(_ => new Drawer(backend, isManaged, reseeder)),
        ];
        bool isDone = false;
        Thread[] threads =
        [
            .. drawers.Select(drawer => new Thread(() => drawer.Run(ref isDone))),
        ];
        Array.ForEach(threads, thread => thread.Start());
        long deadline = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        while ((reseeder.Count < reseeds || drawers.Any(drawer => drawer.Noticed < noticed))
            && Environment.TickCount64 < deadline)
        {
            reseeder.Reseed();
            if (reseeder.Count % MaxReseedsInARow == 0)
            {
                _ = Thread.Yield();
            }
        }

        Volatile.Write(ref isDone, true);
        Array.ForEach(threads, thread => thread.Join());
        Array.ForEach(drawers, drawer => outputs.Add(drawer.Outputs));
        Report.Line("reseeds", reseeder.Count);
        Report.Line("noticed", drawers.Min(drawer => drawer.Noticed));
        Report.Line("late", drawers.Sum(drawer => drawer.Late));
        Report.Line("stale", drawers.Sum(drawer => drawer.Stale));
        Report.Line("foreseen", drawers.Sum(drawer => drawer.Foreseen));
        outputs.Report();
        return 0;
    }

    private sealed class Drawer(IRandomBackend backend, bool isManaged, Reseeder reseeder)
    {
        private long _noticed;

        public Outputs Outputs { get; } = new();

        /// <summary>How many requests found a new generation.</summary>
        public long Noticed => Volatile.Read(ref _noticed);

        /// <summary>How many requests left a generation from before they began.</summary>
        public long Late { get; private set; }

        /// <summary>How many requests returned what lay in a batch from before a reseed.</summary>
        public long Stale { get; private set; }

        /// <summary>How many requests returned what was foreseen, which shows that it can be
        /// foreseen between reseeds.</summary>
        public long Foreseen { get; private set; }

        public void Run(ref bool isDone)
        {
            _ = Draw();
            nint state = ThreadStates.Opaque;
            int inARow = 0;
            while (!Volatile.Read(ref isDone))
            {
                ulong published = reseeder.Generation;
                ulong before = StateReader.Generation(state, isManaged);
                ulong next = StateReader.Foresee(state);
                ulong drawn = Draw();
                ulong after = StateReader.Generation(state, isManaged);

                // An empty state was dropped, so it contains nothing old.
                Late += after != 0 && after < published ? 1 : 0;
                Stale += before < published && next != 0 && drawn == next ? 1 : 0;
                Foreseen += drawn == next ? 1 : 0;
                inARow++;
                if (after != before)
                {
                    Volatile.Write(ref _noticed, _noticed + 1);
                    inARow = 0;
                }
                else if (inARow == MaxInARow)
                {
                    _ = Thread.Yield();
                    inARow = 0;
                }
            }
        }

        private ulong Draw()
        {
            ulong drawn;

            // SAFETY: the number is on the stack.
            unsafe
            {
                backend.Fill((byte*)&drawn, sizeof(ulong));
            }

            Outputs.Add(new ReadOnlySpan<ulong>(in drawn));
            return drawn;
        }
    }
}
