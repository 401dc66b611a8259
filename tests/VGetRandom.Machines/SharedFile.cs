using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using VGetRandom.Guest;

namespace VGetRandom.Machines;

/// <summary>The file whose contents are the memory that a machine shares with this
/// process.</summary>
internal sealed class SharedFile : IDisposable
{
    private readonly SafeFileHandle _file;

    public SharedFile(string path)
    {
        Path = path;
        _file = File.OpenHandle(
            path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.SetLength(_file, (long)Lanes.TotalWords * sizeof(ulong));
    }

    public string Path { get; }

    public ulong this[int word]
    {
        get => Read(word, 1)[0];
        set
        {
            Span<byte> bytes = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
            RandomAccess.Write(_file, bytes, (long)word * sizeof(ulong));
        }
    }

    public ulong[] Read(int word, int count)
    {
        var words = new ulong[count];
        int read = RandomAccess.Read(
            _file, MemoryMarshal.AsBytes(words.AsSpan()), (long)word * sizeof(ulong));
        return read == count * sizeof(ulong)
            ? words
            : throw new IOException($"{Path} is shorter than it was made");
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(Path);
    }
}
