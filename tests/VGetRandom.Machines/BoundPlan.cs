using System.Diagnostics;
using System.Net.Sockets;
using VGetRandom.Guest;

namespace VGetRandom.Machines;

/// <summary>A vmclock tells the machine of a fork, but no device tells the kernel. The library must
/// wait once, for as long as it may, and say so.</summary>
internal static class BoundPlan
{
    private const int Megabytes = 320;
    private const int BoundMs = 600;

    // The library's own thread may have begun to wait a moment before the first request.
    private const int MinWaitMs = BoundMs * 9 / 10;

    // A request that does not wait takes up to 14 ms here, because the emulator translates its code
    // and other machines run. One that waits takes 250.
    private const int MaxLateMs = 50;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static bool IsPossible(string folder, Kernel kernel) =>
        ClockDevice.IsPossible(folder, kernel);

    public static Row Run(string folder, Kernel kernel)
    {
        var watch = Stopwatch.StartNew();
        var checks = new Checks();
        var snapshot = new Snapshot(
            folder, "bound", kernel, ClockFamily.ImageOf(kernel), Megabytes,
            $"-- /init,bound,{BoundMs},{string.Join(',', KindsOf(kernel))}")
        {
            HasGenerationDevice = false,
        };
        try
        {
            Save(snapshot, folder, kernel);
            Check(checks, kernel, GoOn(snapshot, folder, kernel));
        }
        catch (Exception e) when (e is IOException or TimeoutException or SocketException)
        {
            checks.That(false, $"the machine: {e.Message}");
        }

        snapshot.Delete();
        return new(
            kernel, kernel.IsArm ? "neoverse-n1" : "Haswell", "no vmgenid",
            string.Join(' ', KindsOf(kernel)), checks,
            watch.Elapsed.TotalSeconds);
    }

    // Booting takes long on arm64, so run only the kind that needs the driver's notices.
    private static string[] KindsOf(Kernel kernel) => kernel.IsArm
        ? [BoundDraws.Late]
        : [BoundDraws.Serve, BoundDraws.Fail, BoundDraws.Late];

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
            },
            qmp =>
            {
                if (kernel.IsArm)
                {
                    // Wakes those who wait at the vmclock. The generation ID stays the same.
                    _ = qmp.Execute("system_powerdown");
                }
            });
        machine.WaitWhile(_ => true, s_patience);
        return machine.Transcript;
    }

    private static ClockDevice NewClock(
        Snapshot snapshot, string name, string folder, Kernel kernel) => new(
        snapshot.FileOf($"{name}.clock"), folder, kernel, processors: 1, Megabytes);

    private static void Check(Checks checks, Kernel kernel, Transcript transcript)
    {
        checks.That(transcript.IsComplete, "the clone came to no end");
        Transcript.Step found = transcript.Of("");
        foreach ((string source, string kind) in
            KindsOf(kernel).SelectMany(kind => BoundDraws.Of(kind, kernel.IsArm)))
        {
            string name = $"{source} {kind}";
            checks.Equal("0", found[$"{name} exit"], $"{name}: exit");
            checks.Equal(
                kind == BoundDraws.Fail ? "refused" : "served",
                found[$"{name} request0"],
                $"{name}: the first request");
            if (kind == BoundDraws.Late)
            {
                CheckShort(checks, found, name, 0, MaxLateMs);
            }
            else
            {
                checks.AtLeast(MinWaitMs, found.Number($"{name} ms0"), $"{name}: its milliseconds");
            }

            if (kind != BoundDraws.Fail)
            {
                // Only the first request waits, and it waits to the bound.
                checks.Equal("served", found[$"{name} request1"], $"{name}: the second request");
                CheckShort(checks, found, name, 1, BoundMs / 2);
                checks.That(
                    found[$"{name} reason"].Contains("bound", StringComparison.Ordinal),
                    $"{name}: the reason is {found[$"{name} reason"]}");
                checks.That(
                    source == "c" || found[$"{name} bounds"] == "1",
                    $"{name}: counted {found[$"{name} bounds"]} bounds that were reached, not 1");
            }
        }
    }

    private static void CheckShort(
        Checks checks, Transcript.Step found, string name, int request, int limitMs) =>
        checks.That(
            found.Number($"{name} ms{request}") is var ms && ms >= 0 && ms < limitMs,
            $"{name}: request {request} took {found[$"{name} ms{request}"]} ms");
}
