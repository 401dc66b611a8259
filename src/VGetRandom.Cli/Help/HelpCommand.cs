using System.CommandLine;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Help;

/// <summary><c>vgetrandom help</c>: shows the help, of everything or of one command.</summary>
internal static class HelpCommand
{
    public const string Name = "help";

    public static Topic Topic => new()
    {
        Examples =
        [
            new("vgetrandom help", "All commands."),
            new("vgetrandom help bytes", "The same as vgetrandom bytes --help."),
        ],
    };

    public static Command Create(Topics topics)
    {
        var name = new Argument<string?>("COMMAND")
        {
            Description = "Which command; without one, the help is about all of them.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.CompletionSources.Add(_ => topics.Commands.Select(
            command => new System.CommandLine.Completions.CompletionItem(
                command.Name, detail: command.Description)));
        name.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var word }] && Find(topics, word) is null)
            {
                result.AddError(Suggestion.NoSuch("command", word, topics.Names));
            }
        });
        var command = new Command(Name, "Show how to use a command.") { name };
        command.SetAction(parsed =>
        {
            Command about = parsed.GetValue(name) is { } word
                ? Find(topics, word)!
                : topics.Root;
            HelpText.Write(
                parsed.InvocationConfiguration.Output, ConsoleText.HelpColumns, about, topics);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command? Find(Topics topics, string name) =>
        topics.Commands.FirstOrDefault(command => command.Name == name);
}
