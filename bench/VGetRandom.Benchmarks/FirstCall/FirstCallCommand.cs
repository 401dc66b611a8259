using System.Diagnostics;
using System.Globalization;

namespace VGetRandom.Benchmarks.FirstCall;

/// <summary>The command <c>first-call</c> measures what the first request in a process
/// costs.</summary>
internal static class FirstCallCommand
{
    public const string Name = "first-call";
    public const string KernelProcess = "first-call-kernel";
    public const string LargeProcess = "first-call-large";
    public const string PlatformProcess = "first-call-platform";
    private const int Processes = 11;
    private const int PackagedProcesses = 31;

    private static readonly string[] s_sources =
    [
        "KernelRandom.Fill", "KernelRandom.NewGuid", "RandomNumberGenerator.Fill", "Guid.NewGuid",
        "Random.Shared.Next",
    ];

    public static void Run()
    {
        FirstCallSample kernel = MeasureKernel();
        FirstCallSample large = Measure(LargeProcess);
        FirstCallSample platform = Measure(PlatformProcess);

        Console.WriteLine($"Medians of {Processes} fresh processes each:");
        Console.WriteLine();
        Console.WriteLine("| first request in a process | total | of it JIT | methods compiled |");
        Console.WriteLine("|---|---|---|---|");
        Print("KernelRandom.NextUInt32", kernel);
        Print("KernelRandom.Fill, 1 KiB", large);
        Print("RandomNumberGenerator.Fill", platform);
        Console.WriteLine();
        Console.WriteLine(
            $"KernelRandom's own work, everything compiled: {Milliseconds(kernel.OwnWorkNs)}");
        PrintPackaged();
    }

    /// <summary>Measures whole cold processes that use the package, in turns.</summary>
    /// <returns>For each of the library's calls, how many times as long as the platform's it
    /// took.</returns>
    public static IReadOnlyList<double> MeasurePackaged()
    {
        Consumer program = Consumer.Build(compiledAhead: false).Single();
        return
        [
            .. Enumerable.Range(0, PackagedProcesses).Select(_ =>
                program.FirstCallMs("KernelRandom.Fill")
                / program.FirstCallMs("RandomNumberGenerator.Fill")),
        ];
    }

    public static FirstCallSample MeasureKernel() => Measure(KernelProcess);

    public static string Milliseconds(double ns) =>
        string.Create(null, $"{ns / 1e6:F3} ms");

    private static void PrintPackaged()
    {
        Consumer[] programs = [.. Consumer.Build(compiledAhead: true)];
        var measured = programs.ToDictionary(
            program => program, _ => s_sources.ToDictionary(name => name, _ => new List<double>()));
        for (int i = 0; i < PackagedProcesses; i++)
        {
            foreach (Consumer program in programs)
            {
                foreach (string source in s_sources)
                {
                    measured[program][source].Add(program.FirstCallMs(source));
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine(
            $"Milliseconds of the first call, from the package: median of {PackagedProcesses} cold "
            + "processes, in turns (lowest to highest):");
        Console.WriteLine();
        Console.WriteLine($"| | {string.Join(" | ", programs.Select(program => program.Form))} |");
        Console.WriteLine($"|---|{string.Concat(programs.Select(_ => "---|"))}");
        foreach (string source in s_sources)
        {
            IEnumerable<string> cells = programs.Select(program => Cell(measured[program][source]));
            Console.WriteLine($"| {source} | {string.Join(" | ", cells)} |");
        }
    }

    private static string Cell(List<double> times)
    {
        times.Sort();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{times[times.Count / 2]:F2} ({times[0]:F2} to {times[^1]:F2})");
    }

    private static FirstCallSample Measure(string process)
    {
        var samples = new FirstCallSample[Processes];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = FirstCallSample.Parse(RunSelf(process));
        }

        return FirstCallSample.Median(samples);
    }

    private static string RunSelf(string command)
    {
        using Process process = Process.Start(SelfProcess.Start(command))!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"{command} ended with {process.ExitCode}.");
    }

    private static void Print(string name, FirstCallSample sample) => Console.WriteLine(
        $"| {name} | {Milliseconds(sample.ElapsedNs)} | {Milliseconds(sample.JitNs)} "
        + $"| {sample.JitMethods} |");
}
