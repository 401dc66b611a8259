using VGetRandom.Kernel;

namespace VGetRandom.Guest;

/// <summary>Memory on a device of the machine, which is a file on the host.</summary>
/// <remarks>What is drawn gets out at once, without a disk or a driver.</remarks>
// SAFETY: the device has Lanes.TotalWords words, and every index stays below that.
internal static unsafe class SharedMemory
{
    /// <summary>The file of the device's memory, or null if there is no such device.</summary>
    public static string? Path { get; } = Find();

    public static ulong* Map()
    {
        if (Path is null)
        {
            return null;
        }

        int descriptor = Linux.open(Path, Linux.O_RDWR);
        nint memory = Libc.mmap(
            0,
            (nuint)Lanes.TotalWords * sizeof(ulong),
            Libc.PROT_READ | Libc.PROT_WRITE,
            Linux.MAP_SHARED,
            descriptor,
            0);
        return memory == -1 ? null : (ulong*)memory;
    }

    private static string? Find()
    {
        foreach (string device in Directory.EnumerateDirectories("/sys/bus/pci/devices"))
        {
            if (File.ReadAllText($"{device}/vendor").Trim() != "0x1af4"
                || File.ReadAllText($"{device}/device").Trim() != "0x1110")
            {
                continue;
            }

            File.WriteAllText($"{device}/enable", "1");
            return $"{device}/resource2";
        }

        return null;
    }
}
