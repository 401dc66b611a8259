using System.Diagnostics;
using System.Runtime.InteropServices;

namespace VGetRandom.Tests;

/// <summary>Runs a scenario of VGetRandom.Probe in a process of its own.</summary>
internal sealed class ProbeProcess
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(2);
    private readonly Dictionary<string, string> _lines;

    private ProbeProcess(int exitCode, Dictionary<string, string> lines, string error)
    {
        ExitCode = exitCode;
        _lines = lines;
        Error = error;
    }

    public int ExitCode { get; }

    public string Error { get; }

    /// <summary>The last value that the scenario gave a name; throws if there is none.</summary>
    public string this[string name] =>
        _lines.TryGetValue(name, out string? value)
            ? value
            : throw new InvalidOperationException(
                $"the probe said nothing of {name} (exit code {ExitCode}): {Error}");

    /// <summary>Whether the scenario gave a name this value.</summary>
    public bool Says(string name, string value) => _lines.GetValueOrDefault(name) == value;

    public static ProbeProcess Run(string[] arguments, params (string, string)[] environment) =>
        Run(NewStart([]), arguments, environment);

    /// <summary>Runs a scenario in a given folder.</summary>
    public static ProbeProcess RunIn(string folder, string[] arguments)
    {
        ProcessStartInfo start = NewStart([]);
        start.WorkingDirectory = folder;
        return Run(start, arguments, []);
    }

    /// <summary>Runs a scenario through another command, which gets it as arguments.</summary>
    public static ProbeProcess RunUnder(string[] command, string[] arguments) =>
        Run(NewStart(command), arguments, []);

    /// <summary>Runs a scenario in a copy of the probe's program.</summary>
    public static ProbeProcess RunCopy(
        string program, string[] arguments, params (string, string)[] environment) =>
        Run(
            new ProcessStartInfo(program),
            arguments,
            [.. environment, ("DOTNET_ROOT", Path.GetDirectoryName(DotnetPath())!)]);

    /// <summary>Starts a scenario that talks with the test, as a child of a shell. The Process
    /// class waits for its own children, and would take the stops that a tracer waits
    /// for.</summary>
    public static Process StartBelowShell(
        string[] arguments, params (string, string)[] environment) =>
        Start(NewStart(["/bin/sh", "-c", "\"$@\"; exit $?", "sh"]), arguments, environment);

    private static ProbeProcess Run(
        ProcessStartInfo start, string[] arguments, (string, string)[] environment)
    {
        using Process process = Start(start, arguments, environment);
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(s_timeout))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"the probe hangs: {string.Join(' ', arguments)}");
        }

        return new(process.ExitCode, Parse(output.Result.Split('\n')), error.Result);
    }

    private static ProcessStartInfo NewStart(string[] wrapper)
    {
        string[] words =
        [
            .. wrapper,
            DotnetPath(),
            "exec",
            Path.Combine(AppContext.BaseDirectory, "VGetRandom.Probe.dll"),
        ];
        return new ProcessStartInfo(words[0], words[1..]);
    }

    private static Process Start(
        ProcessStartInfo start, string[] arguments, (string, string)[] environment)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove("VGETRANDOM_BACKEND");
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("no process started");
    }

    public static Dictionary<string, string> Parse(IEnumerable<string> lines)
    {
        var values = new Dictionary<string, string>();
        foreach (string line in lines)
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                values[line[..equals]] = line[(equals + 1)..];
            }
        }

        return values;
    }

    // The tests' host may lack dotnet on its path, but it runs on a runtime below dotnet's folder.
    private static string DotnetPath() => Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
}
