using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;

namespace VGetRandom.Cli.Selftest;

/// <summary>The fork check in a process that is fit for it.</summary>
/// <remarks>
/// Where code is compiled at run time, nothing may be compiled in a forked child any more. Nor may
/// parent and child share the runtime's code, as they do where that memory is mapped twice, once
/// to be written and once to be executed: what one of them writes, the other one runs. Both are
/// settings that a process starts with. NativeAOT does neither, and ignores them.
/// </remarks>
internal static class ForkProcess
{
    public const string Name = "check-fork";

    private static readonly (string, string)[] s_settings =
    [
        ("DOTNET_TieredCompilation", "0"), ("DOTNET_EnableWriteXorExecute", "0"),
    ];

    // More than the check's own for a single child.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>The hidden command that such a process runs.</summary>
    public static Command Create()
    {
        var backend = new Argument<string>("BACKEND");
        var command = new Command(Name, "Fork, and compare what both sides draw.")
        {
            backend,
        };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            string wanted = parsed.GetValue(backend)!;
            Finding finding = ForkCheck.Run(
                AvailableBackend.List().First(one => one.Name == wanted).Backend);
            parsed.InvocationConfiguration.Output.WriteLine(finding.Outcome);
            parsed.InvocationConfiguration.Output.WriteLine(finding.Detail);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Runs the check of one backend.</summary>
    public static Finding Run(string backend)
    {
        if (Environment.ProcessPath is not { } program)
        {
            return Finding.Skipped("what program this is cannot be told.");
        }

        var start = new ProcessStartInfo(program);
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        start.ArgumentList.Add(Name);
        start.ArgumentList.Add(backend);
        foreach ((string variable, string value) in s_settings)
        {
            start.Environment[variable] = value;
        }

        return Run(start, s_patience);
    }

    /// <summary>Runs such a process, and takes what it says.</summary>
    internal static Finding Run(ProcessStartInfo start, TimeSpan patience)
    {
        start.RedirectStandardOutput = true;
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            if (!output.Wait(patience))
            {
                process.Kill(entireProcessTree: true);
                return Finding.Failed(
                    $"its process hangs: it took more than {patience.TotalSeconds} s.");
            }

            process.WaitForExit();
            return process.ExitCode == ExitCode.Done
                && output.Result.Split('\n') is [var outcome, var detail, ..]
                && Enum.TryParse(outcome, out Outcome known)
                    ? new Finding(known, detail)
                    : Finding.Failed($"its process ended with exit code {process.ExitCode}.");
        }
        catch (Win32Exception exception)
        {
            return Finding.Skipped(exception.Message);
        }
    }
}
