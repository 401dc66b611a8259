using System.Diagnostics;
using VGetRandom.Tests.Cli;

namespace VGetRandom.Tests;

/// <summary>The SDK's command, as a person would type it.</summary>
internal static class DotnetCommand
{
    // Only a command that hangs takes longer: a busy machine may publish for several minutes.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    /// <summary>Runs the command and returns its output; fails if the command does.</summary>
    public static string Run(params string[] arguments)
    {
        ProcessStartInfo start = Start(Tool.Dotnet, arguments);
        if (arguments[0] is "publish" or "pack")
        {
            // The build of the solution has already run the analyzers on this code.
            start.Environment["RunAnalyzers"] = "false";
        }

        return Run(start);
    }

    /// <summary>Runs a program in the same way.</summary>
    public static string RunProgram(string program, params string[] arguments) =>
        Run(Start(program, arguments));

    /// <summary>Runs what <see cref="Start"/> prepared.</summary>
    public static string Run(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"{start.FileName} hangs: {string.Join(' ', start.ArgumentList)}");
        }

        Assert.True(process.ExitCode == 0, output.Result + error.Result);
        return output.Result;
    }

    /// <summary>Prepares to start a program without the environment of the tests.</summary>
    public static ProcessStartInfo Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Checkout.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The tests' host tells its children where its MSBuild is; another one must find its own.
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment.Remove("MSBUILD_EXE_PATH");
        start.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(Tool.Dotnet);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return start;
    }
}
