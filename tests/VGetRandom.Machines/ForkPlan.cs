using System.Diagnostics;
using VGetRandom.Guest;

namespace VGetRandom.Machines;

/// <summary>Clones of a virtual machine, with new generation IDs and with the old one.</summary>
internal static class ForkPlan
{
    private const int Forks = 8;
    private const int Controls = 2;

    // In one run, none of 6 controls drew what another did.
    private const int MaxControls = 16;
    private const int MinOutputs = 100_000;

    private static readonly (string Name, int Lane)[] s_backends =
    [
        ("syscall", Lanes.Syscall), ("vdso", Lanes.Vdso), ("managed", Lanes.Managed),
    ];

    public static Row Run(string folder, Kernel kernel, Totals totals)
    {
        var watch = Stopwatch.StartNew();
        var checks = new Checks();
        var family = new CloneFamily(folder, kernel);
        int lanes = family.Save();
        (string Name, int Lane)[] backends =
            s_backends[..(kernel.HasManaged ? 3 : kernel.HasFunction ? 2 : 1)];
        checks.Equal($"{2 * backends.Length}", $"{lanes}", "lanes");

        // Forks and controls run all lanes at once. To measure the window, each lane runs by
        // itself.
        int[] all = [.. backends.SelectMany(backend => new[] { backend.Lane, backend.Lane + 1 })];
        var jobs = new List<(string Name, bool IsFork, int[] Lanes)>();
        jobs.AddRange(Enumerable.Range(0, Forks).Select(i => ($"fork{i}", true, all)));
        jobs.AddRange(Enumerable.Range(0, Controls).Select(i => ($"control{i}", false, all)));
        List<int[]> alone = [.. backends.Select(backend => new[] { backend.Lane })];
        if (kernel.HasManaged)
        {
            alone.AddRange(backends.Select(backend => new[] { backend.Lane + 1 }));
        }

        foreach (int[] group in alone)
        {
            jobs.AddRange(Enumerable.Range(0, 2).Select(i => ($"alone{group[0]}{i}", true, group)));
        }

        var clones = new Clone?[jobs.Count];
        if (lanes > 0)
        {
            for (int i = 0; i < clones.Length; i++)
            {
                clones[i] = family.GoOn(
                    jobs[i].Name,
                    jobs[i].IsFork ? Guid.NewGuid() : family.Original,
                    jobs[i].Lanes);
            }
        }

        checks.Equal(
            "", string.Join(' ', jobs.Where((_, i) => clones[i] is null).Select(job => job.Name)),
            "clones that came to no end");
        if (clones.All(clone => clone is not null))
        {
            Clone[] forks = [.. clones[..Forks]!];
            CompareAfter(checks, kernel, forks, backends, totals);
            CompareNaive(checks, [.. clones[..(Forks + Controls)]!]);
            var controls = new List<Clone>(clones[Forks..(Forks + Controls)]!);
            AddControls(family, controls, all);
            CompareControls(checks, controls, backends);
            foreach (int[] group in alone)
            {
                int i = jobs.FindIndex(job => job.Lanes == group);
                totals.Windows.Add(Window.Of(kernel, group[0], clones[i]!, clones[i + 1]!));
            }
        }

        family.Delete();
        totals.AddClones(jobs.Count);
        return new(
            kernel,
            "Haswell",
            "fork",
            string.Join(' ', backends.Select(backend => backend.Name)),
            checks,
            watch.Elapsed.TotalSeconds);
    }

    /// <summary>Checks that after the kernel's notice no clone draws what another drew, or anything
    /// old.</summary>
    private static void CompareAfter(
        Checks checks,
        Kernel kernel,
        Clone[] forks,
        (string Name, int Lane)[] backends,
        Totals totals)
    {
        foreach ((string name, int lane) in backends)
        {
            int least = forks.Min(fork => fork.After[lane].Length + fork.After[lane + 1].Length);
            checks.AtLeast(MinOutputs, least, $"{name}: outputs of a clone");
        }

        ulong[] outputs =
        [
            .. forks.SelectMany(fork => fork.After.Values).SelectMany(words => words),
        ];
        Array.Sort(outputs);
        long repeats = 0;
        for (int i = 1; i < outputs.Length; i++)
        {
            repeats += outputs[i] == outputs[i - 1] ? 1 : 0;
        }

        checks.Equal("0", $"{repeats}", $"outputs that were repeated on {kernel.Name}");
        checks.Equal("0", $"{outputs.Count(word => word == 0)}", "outputs of zero");
        var earlier = new HashSet<ulong>(
            forks.SelectMany(fork => fork.Window.Values).SelectMany(words => words));
        checks.Equal("0", $"{outputs.Count(earlier.Contains)}", "outputs from before the notice");
        totals.AddOutputs(outputs.Length, repeats);
    }

    /// <summary>Checks that all clones share what was drawn ahead, which shows that the comparison
    /// can fail.</summary>
    private static void CompareNaive(Checks checks, Clone[] clones)
    {
        foreach (int lane in clones[0].Naive.Keys)
        {
            checks.That(
                clones[0].Naive[lane].Distinct().Count() == Lanes.NaiveWords
                    && clones.All(clone =>
                        clone.Naive[lane].AsSpan().SequenceEqual(clones[0].Naive[lane])),
                $"the naive buffer of lane {lane} differs between clones");
        }
    }

    /// <summary>Adds controls while no two draw the same. Under emulation their kernels may be
    /// interrupted at different moments, and they mix those moments in.</summary>
    private static void AddControls(CloneFamily family, List<Clone> controls, int[] lanes)
    {
        while (controls.Count < MaxControls
            && lanes.Any(lane => MaxCommon(controls, lane) == 0)
            && family.GoOn($"control{controls.Count}", family.Original, lanes) is { } another)
        {
            controls.Add(another);
        }
    }

    /// <summary>Checks that two clones draw the same without a new generation ID.</summary>
    private static void CompareControls(
        Checks checks, List<Clone> controls, (string Name, int Lane)[] backends)
    {
        foreach ((string name, int lane) in backends)
        {
            checks.AtLeast(1, MaxCommon(controls, lane), $"{name}: common to two controls");
            checks.AtLeast(
                1, MaxCommon(controls, lane + 1), $"{name}: common to two controls, large");
        }
    }

    private static int MaxCommon(List<Clone> controls, int lane) =>
        controls.Max(one => controls.Max(other =>
            ReferenceEquals(one, other) ? 0 : one.CountCommon(other, lane)));
}
