using VGetRandom.Benchmarks.Drawing;
using VGetRandom.Benchmarks.FirstCall;
using VGetRandom.Benchmarks.Threads;

namespace VGetRandom.Benchmarks.Goals;

/// <summary>What is promised of the speed, held against several rounds.</summary>
internal sealed class Judge(Round[] rounds)
{
    private static readonly string s_syscall =
        Round.Name<UInt32Benchmarks>(nameof(UInt32Benchmarks.Syscall));

    private static readonly string s_platformGuid =
        Round.Name<GuidBenchmarks>(nameof(GuidBenchmarks.PlatformNewGuid));

    public IEnumerable<Goal> Numbers()
    {
        string number = Round.Name<UInt32Benchmarks>(nameof(UInt32Benchmarks.KernelNextUInt32));
        string guid = Round.Name<GuidBenchmarks>(nameof(GuidBenchmarks.KernelNewGuid));
        yield return Faster("NextUInt32 faster than getrandom(2)", number, s_syscall, 13);
        yield return Faster(
            "NextUInt32 faster than RandomNumberGenerator.GetInt32",
            number,
            Round.Name<UInt32Benchmarks>(nameof(UInt32Benchmarks.PlatformGetInt32)),
            30);
        yield return new(
            "NextUInt32 slower than the same call from C",
            1.15,
            false,
            "x",
            All(round => round.Ratio(
                Round.Name<UInt32Benchmarks>(nameof(UInt32Benchmarks.KernelLoop)),
                Round.Name<UInt32Benchmarks>(nameof(UInt32Benchmarks.VdsoLoopFromC)))));
        yield return Faster("NewGuid faster than Guid.NewGuid", guid, s_platformGuid, 5);
        yield return Allocates("NextUInt32 allocates", number);
        yield return Allocates("NewGuid allocates", guid);
    }

    public IEnumerable<Goal> Sizes()
    {
        foreach (int size in (int[])[1, 4, 16, 32, 64, 96, 112])
        {
            yield return new(
                $"Fill of {size} B slower than the vDSO function from C#",
                1.15,
                false,
                "x",
                All(round => round.Ratio(
                    Fill(nameof(FillBenchmarks.KernelFill), size),
                    Fill(nameof(FillBenchmarks.VdsoFill), size))));
        }

        int[] largeSizes = [128, 192, 256, 512, 1024, 4096, 16384, 65536, 1 << 20, 1 << 24];
        foreach (int size in largeSizes)
        {
            double limit = size is 256 or 1024 ? 2.5 : 1;
            yield return new(
                $"Fill of {size} B faster than the best of the three peers",
                limit,
                true,
                "x",
                All(round => round.Lead(
                    Fill(nameof(FillBenchmarks.KernelFill), size),
                    Fill(nameof(FillBenchmarks.Syscall), size),
                    Fill(nameof(FillBenchmarks.VdsoFill), size),
                    Fill(nameof(FillBenchmarks.PlatformFill), size))));
        }

        foreach (int size in largeSizes.Where(size => size >= 65536))
        {
            yield return Faster(
                $"Fill of {size} B faster than getrandom(2)",
                Fill(nameof(FillBenchmarks.KernelFill), size),
                Fill(nameof(FillBenchmarks.Syscall), size),
                17);
            yield return Faster(
                $"Fill of {size} B faster than RandomNumberGenerator.Fill",
                Fill(nameof(FillBenchmarks.KernelFill), size),
                Fill(nameof(FillBenchmarks.PlatformFill), size),
                1.2);
        }

        static string Fill(string method, int size) => Round.Name<FillBenchmarks>(method, size);
    }

    public IEnumerable<Goal> Drawing()
    {
        yield return Faster(
            "GetInt32(1000) faster than RandomNumberGenerator's",
            Draw(nameof(DrawingBenchmarks.KernelInt32)),
            Draw(nameof(DrawingBenchmarks.PlatformInt32)),
            5);
        yield return Faster(
            "GetItems, 32 of 52, faster than RandomNumberGenerator's",
            Draw(nameof(DrawingBenchmarks.KernelItems)),
            Draw(nameof(DrawingBenchmarks.PlatformItems)),
            5);
        yield return Faster(
            "GetString, 32 of 62, faster than RandomNumberGenerator's",
            Draw(nameof(DrawingBenchmarks.KernelString)),
            Draw(nameof(DrawingBenchmarks.PlatformString)),
            5);
        yield return Faster(
            "Shuffle of 1,000 faster than RandomNumberGenerator's",
            Draw(nameof(DrawingBenchmarks.KernelShuffle)),
            Draw(nameof(DrawingBenchmarks.PlatformShuffle)),
            5);

        yield return BesideShared(
            "GetInt32(1000)",
            nameof(SharedRandomBenchmarks.KernelInt32),
            nameof(SharedRandomBenchmarks.SharedInt32));
        yield return BesideShared(
            "NextDouble",
            nameof(SharedRandomBenchmarks.KernelDouble),
            nameof(SharedRandomBenchmarks.SharedDouble));
        yield return BesideShared(
            "Shuffle of 1,000",
            nameof(SharedRandomBenchmarks.KernelShuffle),
            nameof(SharedRandomBenchmarks.SharedShuffle));

        static string Draw(string method) => Round.Name<DrawingBenchmarks>(method);

        Goal BesideShared(string text, string kernel, string shared) => new(
            $"managed {text} slower than Random.Shared's",
            2,
            false,
            "x",
            All(round => round.Ratio(
                Round.Name<ManagedRandomBenchmarks>(kernel),
                Round.Name<ManagedRandomBenchmarks>(shared))));
    }

    public IEnumerable<Goal> Managed()
    {
        string number = Round.Name<ManagedBenchmarks>(nameof(ManagedBenchmarks.NextUInt32));
        string loop = Round.Name<ManagedBenchmarks>(nameof(ManagedBenchmarks.NextUInt32Loop));
        string guid = Round.Name<ManagedBenchmarks>(nameof(ManagedBenchmarks.NewGuid));
        yield return Faster("managed NextUInt32 faster than getrandom(2)", number, s_syscall, 100);
        yield return Faster(
            "managed NextUInt32 faster than the vDSO function from C#",
            number,
            Round.Name<UInt32Benchmarks>(nameof(UInt32Benchmarks.VdsoFromCSharp)),
            7);
        yield return Faster(
            "managed NextUInt32 faster than Random.Shared.Next",
            number,
            Round.Name<UInt32Benchmarks>(nameof(UInt32Benchmarks.SharedNext)),
            1);
        yield return Faster(
            "the same, both in a loop",
            loop,
            Round.Name<UInt32Benchmarks>(nameof(UInt32Benchmarks.SharedLoop)),
            1);
        yield return Faster("managed NewGuid faster than Guid.NewGuid", guid, s_platformGuid, 50);
        yield return Allocates("managed NextUInt32 allocates", number);
    }

    public IEnumerable<Goal> Threads()
    {
        yield return Scales<VdsoThreadsBenchmarks>("vdso");
        yield return Scales<ManagedThreadsBenchmarks>("managed");

        // Two threads do twice the work.
        Goal Scales<TClass>(string backend) => new(
            $"{backend}: two threads draw more than one",
            1.9,
            true,
            "x",
            All(round => 2 * round.Ratio(
                Round.Name<TClass>(nameof(ThreadsBenchmarks.OneThread)),
                Round.Name<TClass>(nameof(ThreadsBenchmarks.TwoThreads)))));
    }

    public Goal FirstCall(FirstCallSample sample) => new(
        "own work of the first call in a process", 1, false, " ms", [sample.OwnWorkNs / 1e6]);

    private Goal Faster(string text, string fast, string slow, double times) =>
        new(text, times, true, "x", All(round => round.Ratio(slow, fast)));

    private Goal Allocates(string text, string name) =>
        new(text, 0, false, " B", All(round => round.AllocatedBytes(name)));

    private double[] All(Func<Round, double?> measure) =>
        [.. rounds.Select(measure).OfType<double>()];
}
