using Microsoft.Win32.SafeHandles;

namespace VGetRandom.Benchmarks.Peers;

/// <summary>Reads /dev/urandom with read(2), on a descriptor that stays open.</summary>
internal sealed class DevUrandom
{
    private const string Path = "/dev/urandom";
    private readonly SafeFileHandle _device = File.OpenHandle(Path);

    /// <summary>Why this peer cannot be measured here, or null.</summary>
    public static string? Refusal { get; } =
        File.Exists(Path) ? null : $"there is no {Path}";

    /// <summary>Loops until the buffer is full, because a read of more than 256 bytes may come
    /// short.</summary>
    public void Fill(Span<byte> destination)
    {
        // A device has no position, so this is a plain read(2) without one.
        while (destination.Length > 0)
        {
            int count = RandomAccess.Read(_device, destination, 0);
            destination = count > 0
                ? destination[count..]
                : throw new InvalidOperationException($"{Path} ended.");
        }
    }
}
