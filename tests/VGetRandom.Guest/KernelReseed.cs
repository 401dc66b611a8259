using VGetRandom.Probe.Faults;
using VGetRandom.States;

namespace VGetRandom.Guest;

/// <summary>The kernel's next reseed, on its own schedule.</summary>
internal static class KernelReseed
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits for it.</summary>
    /// <returns>Whether it came and could be seen.</returns>
    public static bool Wait(TimeSpan patience)
    {
        if (StateReader.Refusal is not null)
        {
            return false;
        }

        ulong generation = Generation();
        long deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (Environment.TickCount64 < deadline)
        {
            Thread.Sleep(s_step);
            if (Generation() != generation)
            {
                return true;
            }
        }

        return false;
    }

    private static ulong Generation()
    {
        _ = KernelRandom.NextUInt32();
        return StateReader.Generation(ThreadStates.Opaque, isManaged: false);
    }
}
