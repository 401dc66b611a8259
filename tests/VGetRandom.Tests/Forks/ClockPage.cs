using System.Runtime.InteropServices;
using VGetRandom.Kernel;
using VGetRandom.Tests.Backends;

namespace VGetRandom.Tests.Forks;

/// <summary>A page like that of a vmclock device, in memory that lives as long as the
/// process.</summary>
// SAFETY: offsets lie within the page.
internal sealed unsafe class ClockPage
{
    private const int Bytes = 4096;
    private readonly byte* _page = (byte*)NativeMemory.AlignedAlloc(Bytes, Bytes);

    public ClockPage()
    {
        NativeMemory.Clear(_page, Bytes);
        Write(VmClockAbi.MagicOffset, VmClockAbi.VMCLOCK_MAGIC);
        Write(VmClockAbi.SizeOffset, (uint)Bytes);
        Write(VmClockAbi.VersionOffset, VmClockAbi.Version);
        Write(VmClockAbi.FlagsOffset, VmClockAbi.VMCLOCK_FLAG_VM_GEN_COUNTER_PRESENT);
    }

    public nint Address => (nint)_page;

    public ulong Counter
    {
        get => Volatile.Read(ref *(ulong*)(_page + VmClockAbi.GenerationCounterOffset));
        set => Volatile.Write(ref *(ulong*)(_page + VmClockAbi.GenerationCounterOffset), value);
    }

    public void Write<T>(int offset, T value)
        where T : unmanaged => Marshal.StructureToPtr(value, (nint)(_page + offset), false);

    /// <summary>Makes a kernel whose device has this page.</summary>
    public KernelScript NewScript() => new()
    {
        Clock = Address,
        OnCheckReadable = page => page == Address ? 0 : -Errno.EFAULT,
    };
}
