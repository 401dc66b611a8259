using System.CommandLine;
using System.CommandLine.Completions;

namespace VGetRandom.Cli.Help;

/// <summary><c>vgetrandom complete</c>: what the shells' completion scripts ask.</summary>
internal static class CompleteCommand
{
    public static Topic Topic => new()
    {
        Paragraphs =
        [
            """
            The completion scripts run this command. It writes one candidate per line, or <FILE>
            where any file name is allowed.
            """,
        ],
        Examples = [new("vgetrandom complete -- bytes 5 --for", "What can come there.")],
    };

    public static Command Create(RootCommand root)
    {
        var isDescribed = new Option<bool>("--described")
        {
            Description = "With a tab and a description after each candidate that has one.",
        };
        var words = new Argument<string[]>("WORDS")
        {
            Description = "The words up to the cursor, after --.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("complete", "Write what may come next on a command line.")
        {
            isDescribed, words,
        };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            foreach (CompletionItem item in Completion.Find(root, parsed.GetValue(words) ?? []))
            {
                output.Write(item.Label);
                if (parsed.GetValue(isDescribed) && item.Detail is { Length: > 0 } detail)
                {
                    output.Write($"\t{detail}");
                }

                output.Write('\n');
            }

            return ExitCode.Done;
        });
        return command;
    }
}
