using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace VGetRandom.Machines;

/// <summary>The page of a machine's vmclock, in a file. On arm64, where QEMU has no device for a
/// generation ID, the next page holds that.</summary>
/// <remarks>
/// QEMU 7.2 has no vmclock. On x86-64 the page is the memory of an NVDIMM for which the kernel has
/// no driver. An ACPI table declares it a vmclock that tells nobody of a change. On arm64 all
/// memory is a file, nodes of the device tree declare two of its pages, and the power button raises
/// the notice.
/// </remarks>
internal sealed class ClockDevice : IDisposable
{
    private const int PageBytes = 4096;
    private const long PageOfArm = 0x10000000;
    private const int GenerationIdBytes = 16;

    private const uint Magic = 0x4b4c4356;
    private const byte NoCounter = 0xff;
    private const ulong KeepsGenerationCounter = 1 << 8, Notifies = 1 << 9;
    private const int SizeAt = 4, VersionAt = 8, CounterIdAt = 10, SequenceAt = 12;
    private const int DisruptionAt = 16, FlagsAt = 24, GenerationCounterAt = 104;

    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly long _page;

    public ClockDevice(string path, string folder, Kernel kernel, int processors, int megabytes)
    {
        _path = path;
        _page = kernel.IsArm ? PageOfArm : 0;
        _file = File.OpenHandle(
            path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.SetLength(_file, kernel.IsArm ? (long)megabytes << 20 : PageBytes);
        Span<byte> page = stackalloc byte[PageBytes];
        page.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(page, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(page[SizeAt..], PageBytes);
        page[VersionAt] = 1;
        page[CounterIdAt] = NoCounter;
        BinaryPrimitives.WriteUInt64LittleEndian(
            page[FlagsAt..], KeepsGenerationCounter | (kernel.IsArm ? Notifies : 0));
        BinaryPrimitives.WriteUInt64LittleEndian(page[GenerationCounterAt..], 1);
        RandomAccess.Write(_file, page, _page);
        Options = kernel.IsArm
            ?
            [
                "-machine", "memory-backend=ram",
                "-object", $"memory-backend-file,id=ram,size={megabytes}M,share=on,mem-path={path}",
                "-dtb", TreeOf(folder, processors),
            ]
            :
            [
                "-machine", "nvdimm=on",
                "-m", "slots=1,maxmem=2G",
                "-object", $"memory-backend-file,id=clock,size=4K,share=on,mem-path={path}",
                "-device", "nvdimm,id=nv0,memdev=clock,addr=0x100000000",
                "-acpitable", $"file={TableOf(folder)}",
            ];
    }

    public string[] Options { get; }

    public static bool IsPossible(string folder, Kernel kernel) => kernel.HasClock && File.Exists(
        kernel.IsArm ? TreeOf(folder, 1) : TableOf(folder));

    /// <summary>Does what a hypervisor does before a clone's processors go on.</summary>
    /// <param name="counter">The new counter.</param>
    public void TellOfFork(ulong counter)
    {
        uint sequence = (uint)Read(SequenceAt);
        Write32(SequenceAt, sequence | 1);
        Write64(DisruptionAt, Read(DisruptionAt) + 1);
        Write64(GenerationCounterAt, counter);
        Write32(SequenceAt, (sequence | 1) + 1);
    }

    /// <summary>Does the same for a generation ID on the page after the vmclock's.</summary>
    public void ChangeGenerationId(Guid id)
    {
        Span<byte> bytes = stackalloc byte[GenerationIdBytes];
        _ = id.TryWriteBytes(bytes);
        RandomAccess.Write(_file, bytes, _page + PageBytes);
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    private static string TableOf(string folder) => Path.Combine(folder, "vmclock.aml");

    private static string TreeOf(string folder, int processors) =>
        Path.Combine(folder, $"vmclock-{processors}.dtb");

    private ulong Read(int at)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        _ = RandomAccess.Read(_file, bytes, _page + at);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    private void Write32(int at, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        RandomAccess.Write(_file, bytes, _page + at);
    }

    private void Write64(int at, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        RandomAccess.Write(_file, bytes, _page + at);
    }
}
