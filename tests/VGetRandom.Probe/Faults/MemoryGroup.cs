using System.Globalization;

namespace VGetRandom.Probe.Faults;

/// <summary>A control group for this process alone, whose memory the kernel can limit.</summary>
internal sealed class MemoryGroup
{
    private readonly string _parent;
    private readonly string _folder;
    private readonly string _limitFile;
    private readonly string _usageFile;

    private MemoryGroup(string parent, string folder, bool isVersion1)
    {
        _parent = parent;
        _folder = folder;
        _limitFile = Path.Combine(folder, isVersion1 ? "memory.limit_in_bytes" : "memory.max");
        _usageFile = Path.Combine(
            folder, isVersion1 ? "memory.usage_in_bytes" : "memory.current");
    }

    /// <summary>How much memory it uses.</summary>
    public long Usage => long.Parse(File.ReadAllText(_usageFile), CultureInfo.InvariantCulture);

    /// <summary>Moves this process into a new group below its own.</summary>
    public static Attempt<MemoryGroup> Enter()
    {
        try
        {
            foreach (string line in File.ReadAllLines("/proc/self/cgroup"))
            {
                // In version 2 the line has no name; in version 1 it has the controller's.
                string[] parts = line.Split(':', 3);
                bool isVersion1 = parts[1].Split(',').Contains("memory");
                if (isVersion1 || parts[1].Length == 0)
                {
                    string root = isVersion1 ? "/sys/fs/cgroup/memory" : "/sys/fs/cgroup";
                    string parent = root + parts[2].TrimEnd('/');
                    if (TryMake(parent, isVersion1) is { } group)
                    {
                        File.WriteAllText(Path.Combine(group._folder, "cgroup.procs"), "0");
                        return group;
                    }
                }
            }

            return new Problem("there is no control group of memory here");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Problem(
                $"no control group of memory can be made: {e.Message}");
        }
    }

    public void Limit(long bytes) =>
        File.WriteAllText(_limitFile, bytes.ToString(CultureInfo.InvariantCulture));

    /// <summary>Moves this process back, and removes the group.</summary>
    public void Leave()
    {
        File.WriteAllText(Path.Combine(_parent, "cgroup.procs"), "0");
        Directory.Delete(_folder);
    }

    private static MemoryGroup? TryMake(string parent, bool isVersion1)
    {
        string folder = Path.Combine(parent, $"vgetrandom-{Environment.ProcessId}");
        if (!Directory.Exists(parent))
        {
            return null;
        }

        _ = Directory.CreateDirectory(folder);
        var group = new MemoryGroup(parent, folder, isVersion1);
        if (File.Exists(group._limitFile))
        {
            return group;
        }

        // This is a group of version 2 whose parent does not pass on the controller.
        Directory.Delete(folder);
        return null;
    }
}
