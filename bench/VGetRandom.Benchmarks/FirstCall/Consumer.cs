using System.Diagnostics;
using System.Globalization;

namespace VGetRandom.Benchmarks.FirstCall;

/// <summary>A program that adds the package as a user's does, built in one form.</summary>
internal sealed class Consumer
{
    private const string Project = "bench/VGetRandom.Consumer";

    // No release has this version.
    private const string Version = "0.0.0-bench";

    private readonly ProcessStartInfo _start;

    private Consumer(string form, ProcessStartInfo start)
    {
        Form = form;
        _start = start;
    }

    public string Form { get; }

    /// <summary>Packs the library and builds the program for the JIT and, on demand, in the forms
    /// that are compiled ahead.</summary>
    public static IEnumerable<Consumer> Build(bool compiledAhead)
    {
        string folder = Path.GetFullPath("artifacts/consumer");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Run("pack", "src/VGetRandom", "-c", "Release", "-o", $"{folder}/feed",
            $"-p:PackageVersion={Version}");
        yield return Publish("JIT", "--self-contained", "false");
        if (compiledAhead)
        {
            yield return Publish(
                "ReadyToRun", "--self-contained", "false", "-p:PublishReadyToRun=true");
            yield return Publish(
                "NativeAOT", "-p:PublishAot=true", "-p:CppCompilerAndLinker=cc");
        }

        Consumer Publish(string form, params string[] options)
        {
            string output = $"{folder}/{form}";
            Run([
                "publish", Project, "-c", "Release", "-r", "linux-x64", "-o", output,
                "--artifacts-path", $"{output}-artifacts",
                $"-p:Feed={folder}/feed", $"-p:FeedVersion={Version}",
                $"-p:RestorePackagesPath={folder}/cache",
                $"-p:RestoreFallbackFolders={UserCache()}", .. options]);
            return new(form, new($"{output}/VGetRandom.Consumer")
            {
                RedirectStandardOutput = true,
            });
        }
    }

    /// <summary>Starts the program, which measures its first call of a source.</summary>
    public double FirstCallMs(string source)
    {
        _start.ArgumentList.Clear();
        _start.ArgumentList.Add("first");
        _start.ArgumentList.Add(source);
        using Process process = Process.Start(_start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? long.Parse(output, CultureInfo.InvariantCulture) / 1e6
            : throw new InvalidOperationException($"{Form} ended with {process.ExitCode}.");
    }

    // Other packages lie there already; this library's goes into a cache of its own.
    private static string UserCache() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");

    private static void Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(output);
        }
    }
}
