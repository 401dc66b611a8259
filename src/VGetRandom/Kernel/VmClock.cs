using System.Runtime.CompilerServices;

namespace VGetRandom.Kernel;

/// <summary>What the search for the device that shows forks of the virtual machine found.</summary>
internal enum VmClockFinding
{
    /// <summary>The device's page, with a counter.</summary>
    Counter,

    /// <summary>No device, or a container that does not have it.</summary>
    NoDevice,

    /// <summary>A device that this process may not read.</summary>
    NotReadable,

    /// <summary>Something else under the device's name, or a device that cannot be mapped.
    /// </summary>
    NotTheDevice,

    /// <summary>A page with a layout that this library does not know.</summary>
    UnknownLayout,

    /// <summary>A device in which the hypervisor keeps no counter of forks.</summary>
    NoCounter,
}

/// <summary>The page of a vmclock device.</summary>
// SAFETY: all reads lie within the one page that was mapped and found readable.
internal static unsafe class VmClock
{
    /// <summary>Maps the device's page for the life of the process, and checks it.</summary>
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

        // Reading an unreadable page would kill the process.
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
