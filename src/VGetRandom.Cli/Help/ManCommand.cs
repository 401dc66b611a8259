using System.CommandLine;

namespace VGetRandom.Cli.Help;

/// <summary><c>vgetrandom man</c>: writes the manual page.</summary>
internal static class ManCommand
{
    public const string Notes = """
        Examples:
          vgetrandom man | man -l -                                    read it
          vgetrandom man > /usr/local/share/man/man1/vgetrandom.1      install it
        """;

    public static Command Create(RootCommand root, IReadOnlyDictionary<Command, string> notes)
    {
        var command = new Command("man", "Write the manual page of this command, as roff.");
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(ManualPage.Write(root, notes));
            return ExitCode.Done;
        });
        return command;
    }
}
