using System.Diagnostics;
using VGetRandom.Managed.Search;

namespace VGetRandom.Probe.Faults;

/// <summary>Runs a mixed load for a given time: every backend, sizes, threads, drops, reseeds and
/// forks.</summary>
/// <remarks>Separate processes make the forks: the child of a process with many threads cannot rely
/// on the runtime.</remarks>
internal static class SoakScenario
{
    private const int Pages = 512;
    private const int ForksEach = 200;

    public static int Run(double minutes)
    {
        var soak = new Soak(Stopwatch.StartNew(), TimeSpan.FromMinutes(minutes));
        Thread[] threads =
        [
            .. Figures.Backends.Select(backend => new Thread(() => RunRing(soak, backend))),
            .. Figures.Processes.Select(backend => new Thread(() => RunForks(soak, backend))),
            new Thread(() => RunFacade(soak)),
            new Thread(() => RunShortThreads(soak)),
            new Thread(() => RunReseeds(soak)),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        soak.Figures.Report();
        return soak.Figures.Violations == 0 ? 0 : 1;
    }

    private static void RunRing(Soak soak, string backend)
    {
        if (Refusal(backend) is { } refusal)
        {
            Report.Line($"without-{backend}", refusal);
            return;
        }

        var ring = StateRing.New(backend, Pages);
        var requester = new Requester(ring, soak.Recent().Note);
        var dropper = new PageDropper(ring, requester);
        var thread = new Thread(() => dropper.Run(() => soak.IsOver));
        thread.Start();
        requester.Run(() => soak.IsOver);
        thread.Join();
        soak.Figures.AddRequests(requester.Requests, requester.Bytes);
        soak.Figures.AddDrops(dropper.Drops + dropper.OtherDrops);
    }

    /// <summary>Why a backend's states cannot be had or read here, or null.</summary>
    private static string? Refusal(string backend) =>
        StateReader.Refusal
        ?? (backend == "managed" && !ProcessRngInfo.Find().Succeeded
            ? ProcessRngInfo.Find().Problem
            : null);

    /// <summary>Draws outputs of all orders of size through the facade, on the process's own
    /// backend.</summary>
    private static void RunFacade(Soak soak)
    {
        var sizes = new Random(1);
        RecentOutputs recent = soak.Recent();
        byte[] buffer = new byte[1 << 20];
        for (long i = 0; !soak.IsOver; i++)
        {
            int bytes = sizes.Next(1, 1 << sizes.Next(4, 21));
            KernelRandom.Fill(buffer.AsSpan(0, bytes));
            recent.Note(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(
                buffer.AsSpan(0, bytes)));
            soak.Figures.AddRequests(1, bytes);
        }
    }

    private static void RunShortThreads(Soak soak)
    {
        while (!soak.IsOver)
        {
            ulong drawn = 0;
            var thread = new Thread(() => drawn = KernelRandom.NextUInt64());
            thread.Start();
            thread.Join();
            soak.Recent().Note(new ReadOnlySpan<ulong>(in drawn));
            soak.Figures.AddRequests(1, sizeof(ulong));
            soak.Figures.AddThread();
        }
    }

    private static void RunReseeds(Soak soak)
    {
        // The reseeder asks the kernel's function for the generation.
        if (Refusal("vdso") is not null)
        {
            return;
        }

        using var reseeder = new Reseeder();
        while (reseeder.IsAllowed && !soak.IsOver)
        {
            reseeder.Reseed();
            Thread.Sleep(1);
        }

        soak.Figures.AddReseeds(reseeder.Count);
    }

    private static void RunForks(Soak soak, string backend)
    {
        while (!soak.IsOver)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!)
            {
                RedirectStandardOutput = true,
            };
            string[] arguments =
            [
                "exec", typeof(SoakScenario).Assembly.Location, "fork", $"{ForksEach}", "process",
                backend,
            ];
            Array.ForEach(arguments, start.ArgumentList.Add);
            start.Environment["DOTNET_TieredCompilation"] = "0";
            start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
            start.Environment["VGETRANDOM_BACKEND"] = "";
            using Process process = Process.Start(start)!;
            string[] lines = process.StandardOutput.ReadToEnd().Split('\n');
            process.WaitForExit();
            long drawn = Number(lines, "drawn");
            long distinct = Number(lines, "distinct");
            soak.Figures.AddRequests(drawn, drawn * sizeof(ulong));
            soak.Figures.AddForks(
                2 * ForksEach,
                process.ExitCode == 0 && drawn > 0 ? drawn - distinct : 1,
                Number(lines, "empty"));
        }
    }

    private static long Number(string[] lines, string name) => lines
        .Where(line => line.StartsWith($"{name}=", StringComparison.Ordinal))
        .Select(line => long.Parse(line[(name.Length + 1)..]))
        .SingleOrDefault();
}
