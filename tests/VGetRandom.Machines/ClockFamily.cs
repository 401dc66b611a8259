using System.Net.Sockets;
using VGetRandom.Guest;

namespace VGetRandom.Machines;

/// <summary>A machine with a vmclock that is saved several times, and the clones of each
/// save.</summary>
internal sealed class ClockFamily(string folder, Kernel kernel, int processors)
{
    private const int Megabytes = 320;
    private const int PatienceMs = 5000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    // On arm64 the interrupt reaches the kernel's driver directly, and only a late one leaves a
    // moment before the reseed. So we delay it until the lanes that must repeat have drawn this
    // much.
    private const int MinOutputs = 32;
    private static readonly TimeSpan s_latest = TimeSpan.FromSeconds(3);

    private readonly string _name = $"clock-{kernel.Architecture}-{processors}";
    private readonly Snapshot _snapshot = new(
        folder,
        $"clock-{kernel.Architecture}-{processors}",
        kernel,
        ImageOf(kernel),
        Megabytes,
        $"-- /init,clocks,{PatienceMs}")
    {
        HasGenerationDevice = !kernel.IsArm,
    };

    /// <summary>The file name of the image that a machine with a vmclock boots from.</summary>
    public static string ImageOf(Kernel kernel) =>
        kernel.IsArm ? kernel.BaseImage : "x64-clock.cpio";

    /// <summary>QEMU's options for a machine with a vmclock and shared memory.</summary>
    public static string[] OptionsOf(SharedFile shared, ClockDevice clock) =>
    [
        .. clock.Options,
        "-object", $"memory-backend-file,id=shared,size=32M,share=on,mem-path={shared.Path}",
        "-device", "ivshmem-plain,memdev=shared,master=on",
    ];

    /// <summary>Boots the machine, and saves it once for each group while that group
    /// draws.</summary>
    /// <returns>Why this failed, or null.</returns>
    public string? Save(IReadOnlyList<int> groups)
    {
        string name = "original";
        using var shared = new SharedFile(_snapshot.FileOf(name));
        using ClockDevice clock = NewClock(name);
        using VirtualMachine machine = _snapshot.StartOriginal(OptionsOf(shared, clock));
        foreach (int group in groups)
        {
            ulong wanted = (ulong)group + 1;
            shared[ClockLanes.Wanted] = wanted;
            machine.WaitWhile(
                found => shared[ClockLanes.Ready] != wanted
                    && !found.Text.Contains("problem=", StringComparison.Ordinal),
                s_patience);
            if (shared[ClockLanes.Ready] != wanted)
            {
                return $"{ClockGroup.NameOf(group)}: the lanes do not draw: "
                    + machine.Transcript.Text.TrimEnd();
            }

            _snapshot.Save(SavedAs(group));
            _snapshot.GoOnWithOriginal();
        }

        return null;
    }

    /// <summary>Resumes a clone until all its lanes are done.</summary>
    /// <returns>What they drew, or null if they never finished.</returns>
    public ClockClone? GoOn(int group, int number)
    {
        string name = $"{group}-{number}";
        try
        {
            return TryGoOn(group, name);
        }
        catch (Exception e) when (e is IOException or TimeoutException or SocketException)
        {
            Console.WriteLine($"{_name}-{name}: {e.Message}");
            return null;
        }
    }

    public void Delete() => _snapshot.Delete();

    private static string SavedAs(int group) => $"saved{group}";

    private static bool HaveDrawn(SharedFile shared, IReadOnlyList<ClockProcess> processes) =>
        processes
            .Where(process => process.Kind != ClockKind.Guarded)
            .All(process =>
                shared[ClockLanes.Begin(process.First) + ClockLanes.Count] >= MinOutputs);

    private ClockDevice NewClock(string name) => new(
        _snapshot.FileOf($"{name}.clock"), folder, kernel, processors, Megabytes);

    private ClockClone? TryGoOn(int group, string name)
    {
        var generation = Guid.NewGuid();
        IReadOnlyList<ClockProcess> processes = ClockGroup.Of(group);
        using var shared = new SharedFile(_snapshot.FileOf(name));
        using ClockDevice clock = NewClock(name);
        using VirtualMachine machine = _snapshot.StartCloneOf(
            SavedAs(group), name, generation, OptionsOf(shared, clock));
        _snapshot.GoOn(
            name,
            () =>
            {
                shared[ClockLanes.Resumed] = 1;

                // All clones of a family get the same value: the counter only tells that something
                // changed.
                clock.TellOfFork(2);
                if (kernel.IsArm)
                {
                    clock.ChangeGenerationId(generation);
                }
            },
            qmp =>
            {
                if (kernel.IsArm)
                {
                    machine.WaitWhile(_ => !HaveDrawn(shared, processes), s_latest);
                    _ = qmp.Execute("system_powerdown");
                }
            });
        ulong lanes = (ulong)processes.Sum(process => process.Lanes.Count);
        machine.WaitWhile(_ => shared[ClockLanes.Done] < lanes, s_patience);
        return shared[ClockLanes.Done] == lanes ? ClockClone.Read(shared, processes) : null;
    }
}
