using System.Diagnostics;

namespace VGetRandom.Benchmarks.FirstCall;

/// <summary>The command <c>first-call</c>: what the first request in a process costs.</summary>
internal static class FirstCallCommand
{
    public const string Name = "first-call";
    public const string KernelProcess = "first-call-kernel";
    public const string LargeProcess = "first-call-large";
    public const string PlatformProcess = "first-call-platform";
    private const int Processes = 11;

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
    }

    public static FirstCallSample MeasureKernel() => Measure(KernelProcess);

    public static string Milliseconds(double ns) =>
        string.Create(null, $"{ns / 1e6:F3} ms");

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
