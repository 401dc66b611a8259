using VGetRandom.Benchmarks.Drawing;
using VGetRandom.Benchmarks.FirstCall;
using VGetRandom.Benchmarks.Threads;
using VGetRandom.ChaCha20;

namespace VGetRandom.Benchmarks.Goals;

/// <summary>Compares what is promised about the speed with several rounds.</summary>
internal sealed class Judge(Round[] rounds)
{
    private static readonly string s_platformGuid =
        Round.Name<GuidBenchmarks>(nameof(GuidBenchmarks.PlatformNewGuid));

    // With narrower registers, ChaCha20 takes twice as long.
    private static bool IsWide => ChaCha20Blocks.WidthBits == 512;

    public IEnumerable<Goal> Numbers()
    {
        string number = Round.Name<UInt32Benchmarks>(nameof(UInt32Benchmarks.KernelNextUInt32));
        string guid = Round.Name<GuidBenchmarks>(nameof(GuidBenchmarks.KernelNewGuid));
        yield return Faster(
            "NextUInt32 faster than RandomNumberGenerator.GetInt32",
            number,
            Round.Name<UInt32Benchmarks>(nameof(UInt32Benchmarks.PlatformGetInt32)),
            30);
        yield return Slower(
            "NextUInt32 slower than the vDSO function from C#",
            number,
            Round.Name<UInt32Benchmarks>(nameof(UInt32Benchmarks.VdsoFromCSharp)),
            1.1);
        yield return Faster("NewGuid faster than Guid.NewGuid", guid, s_platformGuid, 15);
        yield return Faster(
            "NewGuid faster than the vDSO function for 16 B from C#",
            guid,
            Round.Name<GuidBenchmarks>(nameof(GuidBenchmarks.VdsoGuid)),
            2.3);
        yield return Allocates("NextUInt32 allocates", number);
        yield return Allocates("NewGuid allocates", guid);
    }

    public IEnumerable<Goal> Sizes()
    {
        yield return Slower(
            "Fill of 4 B slower than the vDSO function from C#",
            Fill(nameof(FillBenchmarks.KernelFill), 4),
            Fill(nameof(FillBenchmarks.VdsoFill), 4),
            1.1);
        foreach ((int size, double times) in (
            (int, double)[])[(16, 2.3), (32, 3), (64, 3.5), (112, 4)])
        {
            yield return Faster(
                $"Fill of {size} B faster than the vDSO function from C#",
                Fill(nameof(FillBenchmarks.KernelFill), size),
                Fill(nameof(FillBenchmarks.VdsoFill), size),
                times);
        }

        foreach ((int size, double times) in ((int, double)[])[(256, 1.7), (512, 1.5)])
        {
            yield return Faster(
                $"Fill of {size} B faster than where the function does not vouch",
                Fill(nameof(FillBenchmarks.KernelFill), size),
                Fill(nameof(FillBenchmarks.UnwitnessedFill), size),
                times);
        }

        foreach (int size in (int[])[1024, 65536, 1 << 24])
        {
            yield return Faster(
                $"Fill of {size} B faster than getrandom(2)",
                Fill(nameof(FillBenchmarks.KernelFill), size),
                Fill(nameof(FillBenchmarks.Syscall), size),
                8);
        }

        static string Fill(string method, int size) => Round.Name<FillBenchmarks>(method, size);
    }

    /// <summary>The block function beside OpenSSL's, which also takes the widest
    /// registers.</summary>
    public IEnumerable<Goal> Blocks()
    {
        yield return Faster(
            "ChaCha20 of 64 KiB faster than OpenSSL's",
            Round.Name<ChaCha20Benchmarks>(nameof(ChaCha20Benchmarks.Chosen), 65536),
            Round.Name<ChaCha20Benchmarks>(nameof(ChaCha20Benchmarks.OpenSsl), 65536),
            IsWide ? 1 : 0.8);
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
        yield return Faster(
            "managed NextUInt32 faster than Random.Shared.Next",
            number,
            Round.Name<UInt32Benchmarks>(nameof(UInt32Benchmarks.SharedNext)),
            IsWide ? 1.2 : 1);
        yield return Faster(
            "the same, both in a loop",
            loop,
            Round.Name<UInt32Benchmarks>(nameof(UInt32Benchmarks.SharedLoop)),
            IsWide ? 1 : 0.8);
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

    public static Goal FirstCallFromPackage(IReadOnlyList<double> ratios) => new(
        "first Fill of a cold process slower than RandomNumberGenerator's", 1, false, "x", ratios);

    public Goal FirstCall(FirstCallSample sample) => new(
        "own work of the first call in a process", 1, false, " ms", [sample.OwnWorkNs / 1e6]);

    private Goal Faster(string text, string fast, string slow, double times) =>
        new(text, times, true, "x", All(round => round.Ratio(slow, fast)));

    private Goal Slower(string text, string slow, string fast, double times) =>
        new(text, times, false, "x", All(round => round.Ratio(slow, fast)));

    private Goal Allocates(string text, string name) =>
        new(text, 0, false, " B", All(round => round.AllocatedBytes(name)));

    private double[] All(Func<Round, double?> measure) =>
        [.. rounds.Select(measure).OfType<double>()];
}
