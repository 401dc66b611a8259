using System.CommandLine;

namespace VGetRandom.Cli.Help;

/// <summary><c>vgetrandom man</c>: writes the manual page.</summary>
internal static class ManCommand
{
    public static Topic Topic => new()
    {
        Examples =
        [
            new("vgetrandom man | man -l -", "Read it."),
            new("vgetrandom man > /usr/local/share/man/man1/vgetrandom.1", "Install it."),
        ],
    };

    public static Command Create(Topics topics)
    {
        var command = new Command("man", "Write this command's manual page, as roff.");
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(ManualPage.Write(topics));
            return ExitCode.Done;
        });
        return command;
    }
}
