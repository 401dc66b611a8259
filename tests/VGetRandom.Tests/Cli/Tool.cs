using System.Diagnostics;
using System.Text;

namespace VGetRandom.Tests.Cli;

/// <summary>What one run of the command left behind.</summary>
internal sealed record ToolResult(int ExitCode, byte[] Output, string Error)
{
    public string Text => Encoding.UTF8.GetString(Output);
}

/// <summary>Runs the real command as a process of its own.</summary>
internal static class Tool
{
    /// <summary>The program that gives another a terminal to talk to.</summary>
    public const string Script = "/usr/bin/script";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static string Assembly => Path.Combine(AppContext.BaseDirectory, "VGetRandom.Cli.dll");

    /// <summary>
    /// The dotnet that runs the tests, or the one they were started by: the test program is an
    /// executable of its own, so its process path does not tell.
    /// </summary>
    public static string Dotnet { get; } = FindDotnet();

    /// <summary>What the command consists of where a .NET is installed.</summary>
    public static string[] Files { get; } =
    [
        "Spectre.Console.Ansi.dll",
        "Spectre.Console.dll",
        "System.CommandLine.dll",
        "VGetRandom.Cli.deps.json",
        "VGetRandom.Cli.dll",
        "VGetRandom.Cli.runtimeconfig.json",
        "VGetRandom.Reference.dll",
        "VGetRandom.dll",
    ];

    /// <summary>The command as a shell would quote it.</summary>
    public static string ShellCommand => $"'{Dotnet}' exec '{Assembly}'";

    public static ToolResult Run(params string[] arguments) => RunWith(null, arguments);

    public static ToolResult RunWith(string? backend, params string[] arguments) =>
        Finish(StartInfo(Dotnet, ["exec", Assembly, .. arguments], backend));

    /// <summary>Runs any program as the command is run.</summary>
    public static ToolResult RunProgram(string program, params string[] arguments) =>
        Finish(StartInfo(program, arguments, null));

    /// <summary>Runs a shell script, in which $T is the command.</summary>
    public static ToolResult Shell(string script, params string[] arguments)
    {
        string text = script.Replace("$T", ShellCommand, StringComparison.Ordinal);
        return Finish(StartInfo("/bin/sh", ["-c", text, "sh", .. arguments], null));
    }

    /// <summary>The same on a terminal, which gets both output and errors.</summary>
    public static ToolResult OnTerminal(string script) =>
        Shell(
            $"{Script} --quiet --return --command \"$1\" /dev/null",
            script.Replace("$T", ShellCommand, StringComparison.Ordinal));

    private static ProcessStartInfo StartInfo(
        string program, IEnumerable<string> arguments, string? backend)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("NO_COLOR");
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("VGETRANDOM_BACKEND");
        if (backend is not null)
        {
            start.Environment["VGETRANDOM_BACKEND"] = backend;
        }

        return start;
    }

    private static ToolResult Finish(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(s_patience);
        using CancellationTokenRegistration end =
            limit.Token.Register(() => process.Kill(entireProcessTree: true));

        // Both at once: a process that fills one pipe while the other is read would wait for ever.
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        if (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"Still running: {string.Join(' ', start.ArgumentList)}");
        }

        return new ToolResult(process.ExitCode, output.ToArray(), error.Result);
    }

    private static string FindDotnet()
    {
        // The runtime lies in DOTNET/shared/Microsoft.NETCore.App/VERSION, and it is the one
        // thing that is certain about a running .NET program.
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string muxer = Path.GetFullPath(Path.Combine(runtime, "../../..", name));
        return File.Exists(muxer)
            ? muxer
            : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? name;
    }
}
