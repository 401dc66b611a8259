using System.Net.Sockets;
using VGetRandom.Guest;

namespace VGetRandom.Machines;

/// <summary>A machine that was saved while it drew, and the clones that go on from there.</summary>
internal sealed class CloneFamily(string folder, Kernel kernel)
{
    private const int Megabytes = 320;
    private const ulong ToldFromOutside = 2;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_controlPause = TimeSpan.FromSeconds(1);
    private readonly string _name = $"fork-{kernel.Name}";
    private readonly Snapshot _snapshot = new(
        folder, $"fork-{kernel.Name}", kernel, kernel.BaseImage, Megabytes, "-- /init,clones");

    /// <inheritdoc cref="Snapshot.Original"/>
    public Guid Original => _snapshot.Original;

    /// <summary>Boots the machine, waits until all lanes draw, and saves it.</summary>
    /// <returns>How many lanes draw, or 0 if the machine never got that far.</returns>
    public int Save()
    {
        for (int attempt = 0; attempt < 2; attempt++)
        {
            using var shared = new SharedFile(_snapshot.FileOf("original"));
            using VirtualMachine machine = _snapshot.StartOriginal(DeviceOf(shared));
            machine.WaitWhile(_ => shared[Lanes.Ready] == 0, s_patience);
            int lanes = (int)shared[Lanes.Ready];
            if (lanes > 0)
            {
                _snapshot.Save();
                return lanes;
            }
        }

        return 0;
    }

    /// <summary>Resumes a clone with some lanes, until these are done.</summary>
    /// <returns>What it drew, or null if it never finished.</returns>
    public Clone? GoOn(string name, Guid generation, IReadOnlyList<int> lanes)
    {
        try
        {
            return TryGoOn(name, generation, lanes);
        }
        catch (Exception e) when (e is IOException or TimeoutException or SocketException)
        {
            Console.WriteLine($"{_name}-{name}: {e.Message}");
            return null;
        }
    }

    public void Delete() => _snapshot.Delete();

    private static string[] DeviceOf(SharedFile shared) =>
    [
        "-object", $"memory-backend-file,id=shared,size=32M,share=on,mem-path={shared.Path}",
        "-device", "ivshmem-plain,memdev=shared,master=on",
    ];

    private Clone? TryGoOn(string name, Guid generation, IReadOnlyList<int> lanes)
    {
        using var shared = new SharedFile(_snapshot.FileOf(name));
        using VirtualMachine machine = _snapshot.StartClone(name, generation, DeviceOf(shared));
        _snapshot.GoOn(
            name,
            () => shared[Lanes.Resumed] =
                lanes.Aggregate(0UL, (mask, lane) => mask | (1UL << lane)));
        if (generation == Original)
        {
            machine.WaitWhile(_ => true, s_controlPause);
            shared[Lanes.Noticed] = ToldFromOutside;
        }

        machine.WaitWhile(_ => shared[Lanes.Done] < (ulong)lanes.Count, s_patience);
        return shared[Lanes.Done] == (ulong)lanes.Count ? Clone.Read(shared, lanes) : null;
    }
}
