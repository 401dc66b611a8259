namespace VGetRandom.Probe.Faults;

/// <summary>One thread draws, while another drops the pages of the states.</summary>
internal static class DropScenario
{
    private const int Pages = 2048;

    /// <param name="backend">vdso or managed.</param>
    /// <param name="drops">How many pages MADV_PAGEOUT must really drop.</param>
    /// <param name="within">How many of those drops must fall within a request.</param>
    public static int Run(string backend, long drops, long within)
    {
        var ring = StateRing.New(backend, Pages);
        var outputs = new Outputs();
        var requester = new Requester(ring, outputs.Add);
        var dropper = new PageDropper(ring, requester);
        bool isDone = false;
        var thread = new Thread(() =>
        {
            dropper.Run(() =>
                dropper.Drops >= drops && dropper.DropsWithinRequests >= within);
            Volatile.Write(ref isDone, true);
        });
        thread.Start();
        requester.Run(() => Volatile.Read(ref isDone));
        thread.Join();

        Report.Line("drops", dropper.Drops);
        Report.Line("drops-within", dropper.DropsWithinRequests);
        Report.Line("other-drops", dropper.OtherDrops);
        Report.Line("requests", requester.Requests);
        Report.Line("fallback", ring.Backend.Info.Fallback);
        outputs.Report();
        return 0;
    }
}
