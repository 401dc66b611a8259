using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VGetRandom.Generator;
using VGetRandom.Kernel;

namespace VGetRandom.Native;

/// <summary>What is known of an address: whether a state was handed out there, and its mark.
/// </summary>
/// <remarks>
/// Two bytes, in a cache line of their own, for each <see cref="UnitBytes"/> of address space:
/// whether a state begins there, and the mark that a request is under way on it, which must not lie
/// in the state's own droppable memory. They are found in two steps, without a lock. Nothing is
/// ever taken out: who unmaps an array tells nobody, and the next one at that place finds its
/// entries there.
/// <para>
/// Of the tables only those pages take memory in which there are states, and no huge pages: those
/// would be 2 MiB for a few bytes. Like all that is not droppable, the tables are copied by fork,
/// as they must be: the child's interrupted request still has its mark.
/// </para>
/// </remarks>
// SAFETY: indexes come from addresses that were found to be of AddressBits, so they are below the
// tables' ends; the tables stay mapped.
internal static unsafe class StateTable
{
    /// <summary>No two states begin closer to each other than this.</summary>
    public const int UnitBytes = 1 << UnitBits;

    private const int UnitBits = StateUnit.Bits;

    // A table for each GiB.
    private const uint UnitsPerRegion = (1u << 30) / UnitBytes;

    // More than user space has on any machine, unless a program asks for higher addresses.
    private const int AddressBits = 48;
    private const int EntryBytes = StateUnit.EntryBytes;
    private const nuint TableBytes = UnitsPerRegion * EntryBytes;
    private const int RegionsBytes = 8 << (AddressBits - 30);
    private const byte HandedOut = 1;

#pragma warning disable CS0649, IDE0044 // Written through its address.
    private static Regions s_regions;
#pragma warning restore CS0649, IDE0044

    /// <summary>Keeps huge pages out of the list of tables. Those of them that are mapped later
    /// are mapped so.</summary>
    public static void Start()
    {
        // Whole pages of it alone.
        nint start = (nint)Unsafe.AsPointer(ref s_regions) + NativeVdso.PageSize - 1;
        _ = default(NativeKernel).Advise(
            start & -(nint)NativeVdso.PageSize,
            RegionsBytes - (nuint)NativeVdso.PageSize,
            RawLibc.MADV_NOHUGEPAGE);
    }

    /// <summary>The mark of a state that was handed out at an address.</summary>
    /// <param name="state">Anything at all.</param>
    /// <param name="mark">The mark.</param>
    /// <returns>Whether one was.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryFind(nint state, out RequestMark mark)
    {
        mark = default;

        // The bits within a unit turn up at the top, so that one comparison sees those and the bits
        // above AddressBits.
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

    /// <summary>The mark of a state that is known to have been handed out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RequestMark MarkOf(nint state)
    {
        nuint unit = (nuint)state >> UnitBits;
        return new RequestMark(EntryIn(RegionOf(unit), unit) + 1);
    }

    /// <summary>Makes room for notes of the states in a range of addresses.</summary>
    /// <param name="first">The address of the first.</param>
    /// <param name="length">Bytes from there to the end of the last.</param>
    /// <returns>0, or a negative errno, and then there may be room for some of them.</returns>
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

    /// <summary>Notes that a state was handed out, where room was made.</summary>
    /// <param name="state">A multiple of <see cref="UnitBytes"/>.</param>
    public static void Add(nint state)
    {
        nuint unit = (nuint)state >> UnitBits;
        byte* entry = EntryIn(RegionOf(unit), unit);

        // The mark first: that of a state which lay here before may still be set.
        Volatile.Write(ref entry[1], 0);
        Volatile.Write(ref entry[0], HandedOut);
    }

    private static int AddTable(ref nint region)
    {
        if (Volatile.Read(ref region) != 0)
        {
            return 0;
        }

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
            // Here MAP_STACK may mean nothing. Here, too, states are mapped with advice, so that
            // this is not the first of the kind.
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
