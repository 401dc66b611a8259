using System.Runtime.CompilerServices;

namespace VGetRandom.Kernel;

/// <summary>What was found of the device that shows a fork of the virtual machine.</summary>
internal enum VmClockFinding
{
    /// <summary>Its page, with a counter.</summary>
    Counter,

    /// <summary>There is none, or a container does not have it.</summary>
    NoDevice,

    /// <summary>This process may not read it.</summary>
    NotReadable,

    /// <summary>Under its name lies something else, or it cannot be mapped.</summary>
    NotTheDevice,

    /// <summary>Its page has another layout than this library knows.</summary>
    UnknownLayout,

    /// <summary>The hypervisor keeps no counter of forks in it.</summary>
    NoCounter,
}

/// <summary>The page of a vmclock device.</summary>
// SAFETY: what is read lies within the page that was mapped, and was found readable.
internal static unsafe class VmClock
{
    /// <summary>Maps the device's page, for the life of the process, and checks it.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="pageSize">Bytes in a page.</param>
    /// <param name="counter">The address of the counter of forks, or null.</param>
    public static VmClockFinding Find<TKernel>(
        TKernel kernel, int pageSize, out ulong* counter)
        where TKernel : struct, IKernel
    {
        counter = null;
        nint address = kernel.MapClock((nuint)pageSize);
        if (address <= 0)
        {
            return address switch
            {
                -Errno.ENOENT or -Errno.ENXIO => VmClockFinding.NoDevice,
                -Errno.EACCES or -Errno.EPERM => VmClockFinding.NotReadable,
                _ => VmClockFinding.NotTheDevice,
            };
        }

        // A page that cannot be read would end the process at the first look.
        VmClockFinding finding = kernel.CheckReadable(address) == 0
            ? Check((byte*)address, pageSize)
            : VmClockFinding.NotTheDevice;
        if (finding == VmClockFinding.Counter)
        {
            counter = (ulong*)(address + VmClockAbi.GenerationCounterOffset);
        }
        else
        {
            _ = kernel.Unmap(address, (nuint)pageSize);
        }

        return finding;
    }

    private static VmClockFinding Check(byte* page, int pageSize) =>
        Unsafe.ReadUnaligned<uint>(page + VmClockAbi.MagicOffset) != VmClockAbi.VMCLOCK_MAGIC
            ? VmClockFinding.NotTheDevice
        : Unsafe.ReadUnaligned<ushort>(page + VmClockAbi.VersionOffset) != VmClockAbi.Version
            || Unsafe.ReadUnaligned<uint>(page + VmClockAbi.SizeOffset) is var size
                && (size < VmClockAbi.MinSizeBytes || size > (uint)pageSize)
            ? VmClockFinding.UnknownLayout
        : (Unsafe.ReadUnaligned<ulong>(page + VmClockAbi.FlagsOffset)
            & VmClockAbi.VMCLOCK_FLAG_VM_GEN_COUNTER_PRESENT) == 0
            ? VmClockFinding.NoCounter
        : VmClockFinding.Counter;
}
