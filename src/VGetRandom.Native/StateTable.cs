using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VGetRandom.Generator;
using VGetRandom.Kernel;

namespace VGetRandom.Native;

/// <summary>Tells whether a state was handed out at an address, and where its request mark is.
/// </summary>
/// <remarks>
/// <para>
/// For each <see cref="UnitBytes"/> of address space the table has two bytes in their own cache
/// line: one says whether a state begins there, the other is the state's request mark, which must
/// not lie in the state's own droppable memory. Two loads find them, without a lock. Entries are
/// never removed: when a program unmaps an array, the library does not learn of it, and the next
/// array at those addresses uses the same entries.
/// </para>
/// <para>
/// Only those pages of the tables that cover states take memory. We keep them from being huge
/// pages, which would take 2 MiB for a few bytes. A fork copies the tables. That must be so: if a
/// handler forks, the interrupted request goes on in the child, and needs its mark.
/// </para>
/// </remarks>
// SAFETY: every index comes from an address checked against AddressBits, so it lies below its
// table's end; the tables stay mapped.
internal static unsafe class StateTable
{
    /// <summary>The least distance between two states' beginnings.</summary>
    public const int UnitBytes = 1 << UnitBits;

    private const int UnitBits = StateUnit.Bits;

    // One table for each GiB.
    private const uint UnitsPerRegion = (1u << 30) / UnitBytes;

    // At least what user space has on any machine, unless a program asks for higher addresses.
    private const int AddressBits = 48;
    private const int EntryBytes = StateUnit.EntryBytes;
    private const nuint TableBytes = UnitsPerRegion * EntryBytes;
    private const int RegionsBytes = 8 << (AddressBits - 30);
    private const byte HandedOut = 1;

#pragma warning disable CS0649, IDE0044 // Written through its address.
    private static Regions s_regions;
#pragma warning restore CS0649, IDE0044

    /// <summary>Keeps the kernel from using huge pages for the list of tables.</summary>
    public static void Start()
    {
        // madvise(2) takes whole pages, so we pass only the pages that lie wholly within the list.
        nint start = (nint)Unsafe.AsPointer(ref s_regions) + NativeVdso.PageSize - 1;
        _ = default(NativeKernel).Advise(
            start & -(nint)NativeVdso.PageSize,
            RegionsBytes - (nuint)NativeVdso.PageSize,
            RawLibc.MADV_NOHUGEPAGE);
    }

    /// <summary>Finds the request mark of a state that was handed out at an address.</summary>
    /// <param name="state">Any number.</param>
    /// <param name="mark">The request mark.</param>
    /// <returns>Whether a state was handed out there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryFind(nint state, out RequestMark mark)
    {
        mark = default;

        // Rotating moves the bits within a unit to the top, so one comparison checks them and the
        // bits above AddressBits.
        nuint unit = BitOperations.RotateRight((nuint)state, UnitBits);
        if (unit >> (AddressBits - UnitBits) != 0)
        {
            return false;
        }

        nint table = Volatile.Read(ref RegionOf(unit));
        if (table == 0)
        {
            return false;
        }

        byte* entry = EntryIn(table, unit);
        mark = new RequestMark(entry + 1);
        return Volatile.Read(ref *entry) == HandedOut;
    }

    /// <summary>The request mark of a state that is known to have been handed out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RequestMark MarkOf(nint state)
    {
        nuint unit = (nuint)state >> UnitBits;
        return new RequestMark(EntryIn(RegionOf(unit), unit) + 1);
    }

    /// <summary>Makes room for entries for the states in a range of addresses.</summary>
    /// <param name="first">The first state's address.</param>
    /// <param name="length">Bytes from there to the end of the last state.</param>
    /// <returns>0, or a negative errno. After a failure some of the states may have room.</returns>
    public static int MakeRoom(nint first, nuint length)
    {
        nuint end = ((nuint)first + length) >> UnitBits;
        if (end >> (AddressBits - UnitBits) != 0)
        {
            return -Errno.ENOMEM;
        }

        nuint unit = (nuint)first >> UnitBits;
        for (; unit < end; unit = (unit | (UnitsPerRegion - 1)) + 1)
        {
            int refusal = AddTable(ref RegionOf(unit));
            if (refusal != 0)
            {
                return refusal;
            }
        }

        return 0;
    }

    /// <summary>Notes that a state was handed out, after <see cref="MakeRoom"/> for it.</summary>
    /// <param name="state">A multiple of <see cref="UnitBytes"/>.</param>
    public static void Add(nint state)
    {
        nuint unit = (nuint)state >> UnitBits;
        byte* entry = EntryIn(RegionOf(unit), unit);

        // Clear the mark first, because an earlier state at this address may have left it set.
        Volatile.Write(ref entry[1], 0);
        Volatile.Write(ref entry[0], HandedOut);
    }

    private static int AddTable(ref nint region)
    {
        if (Volatile.Read(ref region) != 0)
        {
            return 0;
        }

        // MAP_STACK keeps huge pages away (since Linux 6.7) without a second system call, which a
        // sandbox could forbid.
        NativeKernel kernel = default;
        nint table = kernel.Map(
            TableBytes,
            Libc.PROT_READ | Libc.PROT_WRITE,
            Libc.MAP_PRIVATE
                | Libc.MAP_ANONYMOUS
                | RawLibc.MAP_NORESERVE
                | RawLibc.MAP_STACK);
        if (table <= 0)
        {
            return table == 0 ? -Errno.ENOMEM : (int)table;
        }

        if (NativeVdso.Function == 0)
        {
            // A kernel without the function may be older than 6.7 and ignore MAP_STACK, so we call
            // madvise(2). The states need madvise(2) in this case, too, so a sandbox that allows
            // states allows this call.
            _ = kernel.Advise(table, TableBytes, RawLibc.MADV_NOHUGEPAGE);
        }

        if (Interlocked.CompareExchange(ref region, table, 0) != 0)
        {
            // Another thread was quicker.
            _ = kernel.Unmap(table, TableBytes);
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref nint RegionOf(nuint unit) =>
        ref ((nint*)Unsafe.AsPointer(ref s_regions))[unit / UnitsPerRegion];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* EntryIn(nint table, nuint unit) =>
        (byte*)table + (unit % UnitsPerRegion * EntryBytes);

    /// <summary>The address of each region's table, or 0.</summary>
    [StructLayout(LayoutKind.Sequential, Size = RegionsBytes)]
    private struct Regions
    {
        private readonly nint _first;
    }
}
