using System.CommandLine;
using VGetRandom.Cli.Values;

namespace VGetRandom.Cli.Help;

/// <summary><c>vgetrandom completion</c>: writes a script with which a shell completes.</summary>
internal static class CompletionCommand
{
    public const string Notes = """
        The script asks the vgetrandom that PATH finds for what may come next, so it need not be
        renewed with it.

        Examples:
          eval "$(vgetrandom completion bash)"           in this shell, or for good in .bashrc
          source <(vgetrandom completion zsh)            likewise in .zshrc, below compinit
          vgetrandom completion fish | source            likewise in config.fish
        """;

    private static readonly string[] s_shells = ["bash", "zsh", "fish"];

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL")
        {
            Description = $"Which one: {string.Join(", ", s_shells)}.",
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
            "completion", "Write a script that makes a shell complete this command.")
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
