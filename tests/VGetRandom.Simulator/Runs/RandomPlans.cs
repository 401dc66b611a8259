using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Runs;

/// <summary>Makes a plan for each seed.</summary>
internal static class RandomPlans
{
    private const int MaxRequests = 8;
    private const int MaxFaults = 12;

    // In every other plan the faults come this close together: some bugs take three at once.
    private const int StepsOfBurst = 60;

    // Small and large lengths, and those around the sizes of words, blocks and batches.
    private static readonly int[] s_lengths =
        [0, 1, 4, 7, 8, 16, 31, 32, 33, 63, 64, 65, 90, 96, 97, 128, 160, 200, 300, 400];

    // One plan in this many has counted forks, which hide much of what else could go wrong.
    private const int SeedsPerCountedPlan = 4;

    // The first three kinds change the counter. The others make it harder to wait for the reseed.
    private static readonly FaultKind[] s_countedKinds =
    [
        FaultKind.CountedFork, FaultKind.CountedReseed, FaultKind.CountAlone, FaultKind.Reseed,
        FaultKind.Drop, FaultKind.Signal, FaultKind.Switch, FaultKind.Fork,
    ];

    // The generator becomes ready, and memory is asked for, early or never.
    private static bool IsOfTheStart(FaultKind kind) =>
        kind is FaultKind.Unready or FaultKind.NoMemory;

    /// <summary>Makes the plan that the seed determines.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="stepsPerRequest">About how many steps a request takes.</param>
    public static Plan For(int seed, int stepsPerRequest)
    {
        var random = new Random(seed);
        int[] lengths = new int[random.Next(1, MaxRequests + 1)];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = s_lengths[random.Next(s_lengths.Length)];
        }

        // Pick some kinds, so that each also comes without those that would hide its effect.
        FaultKind[] kinds =
            seed % SeedsPerCountedPlan == 0
                ? [.. s_countedKinds]
                : [.. Enum.GetValues<FaultKind>().Except(s_countedKinds[..3])];
        random.Shuffle(kinds);
        kinds = kinds[..random.Next(1, kinds.Length + 1)];

        int lastStep = lengths.Length * stepsPerRequest;
        int firstStep = 1;
        if (random.Next(2) == 0)
        {
            firstStep = random.Next(1, lastStep + 1);
            lastStep = firstStep + StepsOfBurst;
        }

        var faults = new Fault[random.Next(0, MaxFaults + 1)];
        for (int i = 0; i < faults.Length; i++)
        {
            FaultKind kind = kinds[random.Next(kinds.Length)];
            int step = random.Next(firstStep, lastStep + 1);
            faults[i] = new(IsOfTheStart(kind) ? 1 : step, kind);
        }

        return new(
            lengths,
            s_lengths[random.Next(s_lengths.Length)],
            [.. faults.OrderBy(fault => fault.Step)]);
    }
}
