using System.CommandLine;
using VGetRandom.Cli.Values;

namespace VGetRandom.Cli.Help;

/// <summary><c>vgetrandom completion</c>: writes a script with which a shell completes.</summary>
internal static class CompletionCommand
{
    private static readonly string[] s_shells = ["bash", "zsh", "fish"];

    public static Topic Topic => new()
    {
        Paragraphs =
        [
            """
            The script asks the vgetrandom that PATH finds for what may come next, so you need not
            renew it when the command changes.
            """,
        ],
        Examples =
        [
            new("eval \"$(vgetrandom completion bash)\"", "In this shell, or in .bashrc."),
            new("source <(vgetrandom completion zsh)", "In .zshrc, below compinit."),
            new("vgetrandom completion fish | source", "In config.fish."),
        ],
    };

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL")
        {
            Description = $"Which shell: {string.Join(", ", s_shells)}.",
        };
        shell.CompletionSources.Add(s_shells);
        shell.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && !s_shells.Contains(name))
            {
                result.AddError(
                    $"SHELL is one of {string.Join(", ", s_shells)}; '{name}' is not.");
            }
        });
        var command = new Command(
            "completion", "Write a script with which a shell completes this command.")
        {
            shell,
        };
        RequiredArguments.Require(command, shell);
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(Script(parsed.GetValue(shell)!));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Script(string shell)
    {
        using Stream script = typeof(CompletionCommand).Assembly
            .GetManifestResourceStream($"completion.{shell}")!;
        using var reader = new StreamReader(script);
        return reader.ReadToEnd();
    }
}
