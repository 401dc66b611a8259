using System.Net.Sockets;
using VGetRandom.Guest;

namespace VGetRandom.Machines;

/// <summary>A machine that was saved while it drew, and the clones that go on from there.
/// </summary>
internal sealed class CloneFamily
{
    private const int Megabytes = 320;
    private const string Processor = "Haswell";
    private const ulong ToldFromOutside = 2;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_controlPause = TimeSpan.FromSeconds(1);
    private readonly Kernel _kernel;
    private readonly string _folder;
    private readonly string _name;
    private readonly string _own;

    public CloneFamily(string folder, Kernel kernel)
    {
        _kernel = kernel;
        _folder = folder;
        _name = $"fork-{kernel.Name}";
        _own = Directory.CreateDirectory(Path.Combine(folder, _name)).FullName;
        Original = Guid.NewGuid();
    }

    /// <summary>The generation ID that the machine had when it was saved.</summary>
    public Guid Original { get; }

    private string Saved => Path.Combine(_own, "saved");

    /// <summary>Boots, waits until all lanes draw, and saves.</summary>
    /// <returns>How many lanes draw, or 0 where the machine never came so far.</returns>
    public int Save()
    {
        for (int attempt = 0; attempt < 2; attempt++)
        {
            using var shared = new SharedFile(Path.Combine(_own, "original"));
            using Machine machine = Start("original", shared, Original, []);
            machine.WaitWhile(_ => shared[Lanes.Ready] == 0, s_patience);
            int lanes = (int)shared[Lanes.Ready];
            if (lanes > 0)
            {
                using var qmp = new Qmp(SocketOf("original"));
                _ = qmp.Execute("stop");
                _ = qmp.Execute("migrate", $$"""{"uri": "exec:cat > {{Saved}}"}""");
                qmp.WaitFor("query-migrate", status => status == "completed");
                return lanes;
            }
        }

        return 0;
    }

    /// <summary>Has a clone go on with some lanes, until they have done all.</summary>
    /// <returns>What it drew, or null where it never got to the end.</returns>
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

    public void Delete() => Directory.Delete(_own, recursive: true);

    private Clone? TryGoOn(string name, Guid generation, IReadOnlyList<int> lanes)
    {
        using var shared = new SharedFile(Path.Combine(_own, name));
        using Machine machine = Start(
            name, shared, generation, ["-S", "-incoming", $"exec:cat {Saved}"]);
        using (var qmp = new Qmp(SocketOf(name)))
        {
            // From here on the memory has what was saved.
            qmp.WaitFor("query-status", status => status is "paused" or "prelaunch");
            shared[Lanes.Resumed] = lanes.Aggregate(0UL, (mask, lane) => mask | (1UL << lane));
            _ = qmp.Execute("cont");
        }

        if (generation == Original)
        {
            machine.WaitWhile(_ => true, s_controlPause);
            shared[Lanes.Noticed] = ToldFromOutside;
        }

        machine.WaitWhile(_ => shared[Lanes.Done] < (ulong)lanes.Count, s_patience);
        return shared[Lanes.Done] == (ulong)lanes.Count ? Clone.Read(shared, lanes) : null;
    }

    private string SocketOf(string name) => Path.Combine(_own, $"{name}.qmp");

    private Machine Start(string name, SharedFile shared, Guid generation, string[] options) =>
        Machine.Start(
            _folder,
            $"{_name}-{name}",
            _kernel,
            Processor,
            Megabytes,
            "-- /init,clones",
            [
                "-device", $"vmgenid,guid={generation}",
                "-object",
                $"memory-backend-file,id=shared,size=32M,share=on,mem-path={shared.Path}",
                "-device", "ivshmem-plain,memdev=shared,master=on",
                "-qmp", $"unix:{SocketOf(name)},server=on,wait=off",
                .. options,
            ]);
}
