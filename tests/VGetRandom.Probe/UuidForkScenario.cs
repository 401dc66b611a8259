using VGetRandom.Kernel;

namespace VGetRandom.Probe;

/// <summary>Forks, and makes UUIDs of version 7 in parent and child.</summary>
/// <remarks>Like <see cref="ForkScenario"/>, it needs an environment of its own.</remarks>
// SAFETY: every pointer leads into the one shared mapping, which has room for all rounds.
internal static unsafe class UuidForkScenario
{
    private const int Each = 50;
    private const int PerRound = 1 + (2 * Each);

    public static int Run(int rounds)
    {
        BackgroundWork.Finish();
        Guid* made = (Guid*)Libc.mmap(
            0,
            (nuint)(rounds * PerRound * sizeof(Guid)),
            Native.PROT_READ_WRITE,
            Native.MAP_SHARED_ANONYMOUS,
            -1,
            0);

        // SAFETY: made has room for PerRound UUIDs in each round: one from before the fork, and
        // Each from the parent and from the child, in parts of their own.
        unsafe
        {
            ForkAndMake(made, isRehearsal: true);
            for (int i = 0; i < rounds; i++)
            {
                ForkAndMake(made + (i * PerRound), isRehearsal: false);
            }
        }

        var all = new ReadOnlySpan<Guid>(made, rounds * PerRound);
        Report.Line("made", all.Length);
        Report.Line("distinct", all.ToArray().Distinct().Count());
        Report.Line("distinct-random", all.ToArray().Select(RandomHalf).Distinct().Count());
        Report.Line("rounds-in-order", CountInOrder(all));
        return 0;
    }

    private static void ForkAndMake(Guid* made, bool isRehearsal)
    {
        made[0] = KernelRandom.CreateVersion7();
        int child = isRehearsal ? 0 : Native.fork();
        if (child == 0)
        {
            Make(made + 1);
            if (!isRehearsal)
            {
                Native._exit(0);
            }
        }

        Make(made + 1 + Each);
        if (!isRehearsal)
        {
            _ = Native.waitpid(child, null, 0);
        }
    }

    private static void Make(Guid* made)
    {
        for (int i = 0; i < Each; i++)
        {
            made[i] = KernelRandom.CreateVersion7();
        }
    }

    /// <summary>Counts the rounds in which both processes went on above the UUID from before the
    /// fork.</summary>
    private static int CountInOrder(ReadOnlySpan<Guid> all)
    {
        int count = 0;
        for (int first = 0; first < all.Length; first += PerRound)
        {
            Guid[] ofChild = all.Slice(first, 1 + Each).ToArray();
            Guid[] ofParent = [all[first], .. all.Slice(first + 1 + Each, Each)];
            count += IsInOrder(ofChild) && IsInOrder(ofParent) ? 1 : 0;
        }

        return count;
    }

    private static bool IsInOrder(Guid[] made) => made.Order().SequenceEqual(made);

    private static string RandomHalf(Guid guid) => guid.ToString("N")[16..];
}
