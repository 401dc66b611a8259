using System.Runtime.CompilerServices;
using VGetRandom.Forks;
using VGetRandom.Kernel;

namespace VGetRandom.Native;

/// <summary>The guard against forks of the virtual machine, for C.</summary>
// SAFETY: static numbers do not move; the caller guarantees GeneratorMemory.Bytes at memory.
internal static unsafe class NativeForks
{
    /// <summary>What is known about forks; all zeros before the library is loaded.</summary>
    public static MachineForks Forks;

#pragma warning disable CS0649, IDE0044 // Read through its address, and never written.
    private static ulong s_constant;
#pragma warning restore CS0649, IDE0044
    private static int s_boundsReached;
    private static int s_finding;
    private static bool s_isMisconfigured;

    /// <summary>Whether requests were served without evidence of a reseed.</summary>
    public static bool HasReachedBound => Volatile.Read(ref s_boundsReached) != 0;

    /// <summary>Why no fork would be seen, or empty. A literal, which ends with a zero.</summary>
    public static ReadOnlySpan<byte> Shortcoming => s_isMisconfigured
        ? "VGETRANDOM_FORK_WAIT_MS is no number from 0 to 60000, or VGETRANDOM_FORK_AT_BOUND is "u8
            + "neither serve nor fail"u8
        : (VmClockFinding)s_finding switch
        {
            VmClockFinding.Counter => ""u8,
            VmClockFinding.NoDevice => "there is no /dev/vmclock0"u8,
            VmClockFinding.NotReadable => "/dev/vmclock0 may not be read"u8,
            VmClockFinding.NoCounter => "the hypervisor keeps no counter in /dev/vmclock0"u8,
            VmClockFinding.UnknownLayout => "/dev/vmclock0 has an unknown layout"u8,
            _ => "/dev/vmclock0 is no vmclock device"u8,
        };

    /// <summary>Finds the device and the settings.</summary>
    public static void Find(int pageSize)
    {
        s_finding = (int)VmClock.Find(default(NativeKernel), pageSize, out ulong* counter);
        int boundMs = ReadBoundMs(RawLibc.ReadEnvironment("VGETRANDOM_FORK_WAIT_MS"u8));
        bool fails = ReadFails(RawLibc.ReadEnvironment("VGETRANDOM_FORK_AT_BOUND"u8));
        Forks.Start(
            counter != null ? counter : (ulong*)Unsafe.AsPointer(ref s_constant), boundMs, fails);
    }

    /// <summary>Comes before anything is drawn.</summary>
    /// <param name="memory">The memory of a state that this request may use, or null.</param>
    /// <param name="flags">The request's flags.</param>
    /// <param name="mark">The mark under which the caller may draw.</param>
    /// <returns>Whether the request may be served; if not, its result is -EAGAIN.</returns>
    public static bool TryEnter(byte* memory, uint flags, out ulong mark)
    {
        bool mayWait = (flags & GetRandomAbi.GRND_NONBLOCK) == 0;

        // Without the function, a state has room for a key only, and holds nothing from before a
        // fork.
        byte* page = NativeVdso.Function != 0 ? memory : null;
        ForkEnd end = Forks.Enter(default(NativeKernel), Witness, page, mayWait, out mark);
        if (end is ForkEnd.AtBound or ForkEnd.Refused)
        {
            Volatile.Write(ref s_boundsReached, 1);
        }

        return end is not (ForkEnd.Refused or ForkEnd.WouldWait);
    }

    /// <inheritdoc cref="MachineForks.Accepts"/>
    public static bool Accepts(ulong mark, ref int rounds) => Forks.Accepts(mark, ref rounds);

    private static ForkWitness<NativeFunction> Witness => new(
        new(NativeVdso.Function),
        (nuint)NativeVdso.StateBytes,
        NativeVdso.MemoryOffset,
        NativeVdso.Schedule.Place.GenerationOffset);

    private static int ReadBoundMs(byte* text)
    {
        int boundMs = 0;
        byte* digit = text;
        for (; text != null && *digit is >= (byte)'0' and <= (byte)'9'; digit++)
        {
            boundMs = Math.Min((10 * boundMs) + (*digit - '0'), ForkSettings.MaxBoundMs + 1);
        }

        bool isNumber = text != null && digit != text && *digit == 0;
        if (isNumber && boundMs <= ForkSettings.MaxBoundMs)
        {
            return boundMs;
        }

        s_isMisconfigured |= text != null && *text != 0;
        return ForkSettings.DefaultBoundMs;
    }

    private static bool ReadFails(byte* text)
    {
        // Any other word counts as the stricter one.
        bool fails = text != null && *text != 0 && !IsSame(text, "serve"u8);
        s_isMisconfigured |= fails && !IsSame(text, "fail"u8);
        return fails;
    }

    private static bool IsSame(byte* text, ReadOnlySpan<byte> word)
    {
        for (int i = 0; text != null && i < word.Length; i++)
        {
            if (text[i] != word[i])
            {
                return false;
            }
        }

        return text != null && text[word.Length] == 0;
    }
}
