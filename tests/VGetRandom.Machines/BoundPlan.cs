using System.Diagnostics;
using System.Net.Sockets;
using VGetRandom.Guest;

namespace VGetRandom.Machines;

/// <summary>A machine whose vmclock tells of a fork, while no device tells the kernel: the library
/// waits as long as it may, once, and says so.</summary>
internal static class BoundPlan
{
    private const int Megabytes = 320;
    private const int BoundMs = 1000;
    private static readonly string[] s_sources = ["vdso", "syscall", "c"];
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static bool IsPossible(string folder, Kernel kernel) =>
        !kernel.IsArm && ClockDevice.IsPossible(folder, kernel);

    public static Row Run(string folder, Kernel kernel)
    {
        var watch = Stopwatch.StartNew();
        var checks = new Checks();
        var snapshot = new Snapshot(
            folder, "bound", kernel, ClockFamily.ImageOf(kernel), Megabytes,
            $"-- /init,bound,{BoundMs}")
        {
            HasGenerationDevice = false,
        };
        try
        {
            Save(snapshot, folder, kernel);
            Check(checks, GoOn(snapshot, folder, kernel));
        }
        catch (Exception e) when (e is IOException or TimeoutException or SocketException)
        {
            checks.That(false, $"the machine: {e.Message}");
        }

        snapshot.Delete();
        return new(
            kernel, "Haswell", "no vmgenid", string.Join(' ', s_sources), checks,
            watch.Elapsed.TotalSeconds);
    }

    private static void Save(Snapshot snapshot, string folder, Kernel kernel)
    {
        using var shared = new SharedFile(snapshot.FileOf("original"));
        using ClockDevice clock = NewClock(snapshot, "original", folder, kernel);
        using VirtualMachine machine = snapshot.StartOriginal(
            ClockFamily.OptionsOf(shared, clock));
        machine.WaitWhile(
            found => !found.Text.Contains("\nready=", StringComparison.Ordinal), s_patience);
        if (!machine.Transcript.Text.Contains("\nready=", StringComparison.Ordinal))
        {
            throw new TimeoutException($"it is not ready: {machine.Transcript.Text}");
        }

        snapshot.Save();
    }

    private static Transcript GoOn(Snapshot snapshot, string folder, Kernel kernel)
    {
        using var shared = new SharedFile(snapshot.FileOf("clone"));
        using ClockDevice clock = NewClock(snapshot, "clone", folder, kernel);
        using VirtualMachine machine = snapshot.StartClone(
            "clone", snapshot.Original, ClockFamily.OptionsOf(shared, clock));
        snapshot.GoOn(
            "clone",
            () =>
            {
                shared[ClockLanes.Resumed] = 1;
                clock.TellOfFork(2);
            });
        machine.WaitWhile(_ => true, s_patience);
        return machine.Transcript;
    }

    private static ClockDevice NewClock(
        Snapshot snapshot, string name, string folder, Kernel kernel) => new(
        snapshot.FileOf($"{name}.clock"), folder, kernel, processors: 1, Megabytes);

    private static void Check(Checks checks, Transcript transcript)
    {
        checks.That(transcript.IsComplete, "the clone came to no end");
        Transcript.Step found = transcript.Of("");
        foreach (string source in s_sources)
        {
            string serve = $"{source} serve";
            string fail = $"{source} fail";
            checks.Equal("0", found[$"{serve} exit"], $"{serve}: exit");
            checks.Equal("0", found[$"{fail} exit"], $"{fail}: exit");

            // The first request waits to the bound, and no other one does.
            checks.Equal("served", found[$"{serve} request0"], $"{serve}: the first request");
            checks.AtLeast(BoundMs, found.Number($"{serve} ms0"), $"{serve}: its milliseconds");
            checks.Equal("served", found[$"{serve} request1"], $"{serve}: the second request");
            checks.That(
                found.Number($"{serve} ms1") is >= 0 and < BoundMs / 2,
                $"{serve}: the second request took {found[$"{serve} ms1"]} ms");
            checks.Equal("refused", found[$"{fail} request0"], $"{fail}: the first request");
            checks.AtLeast(BoundMs, found.Number($"{fail} ms0"), $"{fail}: its milliseconds");
            checks.That(
                found[$"{serve} reason"].Contains("bound", StringComparison.Ordinal),
                $"{serve}: the reason is {found[$"{serve} reason"]}");
            if (source != "c")
            {
                checks.Equal("1", found[$"{serve} bounds"], $"{serve}: bounds that were counted");
            }
        }
    }
}
