using System.CommandLine;

namespace VGetRandom.Cli.Help;

/// <summary><c>vgetrandom version</c>: the same as --version.</summary>
internal static class VersionCommand
{
    public static Command Create()
    {
        var command = new Command("version", "Show the version.");
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.WriteLine(ThisMachine.OwnVersion);
            return ExitCode.Done;
        });
        return command;
    }
}
