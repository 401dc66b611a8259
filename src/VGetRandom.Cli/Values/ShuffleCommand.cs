using System.CommandLine;
using VGetRandom.Cli.Help;

namespace VGetRandom.Cli.Values;

/// <summary><c>vgetrandom shuffle</c>: writes lines in random order.</summary>
internal static class ShuffleCommand
{
    /// <summary>What shuffle and pick have in common.</summary>
    public const string Limits = """
        The command keeps the whole input in memory, and 4 bytes more for each item. It refuses an
        input of more than 2047 MiB, of more than 536,870,910 items, or of more than half of the
        memory that the machine or the container has. It refuses a file before it reads it, and a
        pipe as soon as too much has come.
        """;

    public static Topic Topic => new()
    {
        Forms = ItemSource.Forms,
        Paragraphs =
        [
            """
            Every order of the items is exactly as likely as every other. With --count, so is every
            selection. If the last line has no end, the command adds one. The options are named
            as in shuf(1).
            """,
            Limits,
        ],
        Examples =
        [
            new("vgetrandom shuffle names.txt", "A file's lines."),
            new("vgetrandom shuffle -i 1-52", "A deck of cards."),
            new("vgetrandom shuffle -e heads tails -n 1", "A coin."),
            new("find . -print0 | vgetrandom shuffle -z | xargs -0 ls", "Files."),
        ],
    };

    public static Command Create()
    {
        var source = new ItemSource();
        Option<long?> count = CountOption("Write at most this many items");
        Option<bool> isRepeat = RepeatOption(
            "An item may come more than once; without --count, the command never ends.");
        var command = new Command("shuffle", "Write lines or other items in random order.");
        source.AddTo(command);
        command.Add(count);
        command.Add(isRepeat);
        command.SetAction(parsed =>
        {
            long wanted = parsed.GetValue(count) ?? long.MaxValue;
            if (wanted == 0)
            {
                return ExitCode.Done;
            }

            using IItems items = source.Open(parsed);
            if (parsed.GetValue(isRepeat))
            {
                RefuseNothing(items);
                Drawing.WriteAnyTimes(items, wanted, source.EndOf(parsed));
            }
            else
            {
                Drawing.WriteDifferent(
                    items, (int)Math.Min(wanted, items.Count), source.EndOf(parsed));
            }

            return ExitCode.Done;
        });
        return command;
    }

    public static Option<long?> CountOption(string description) =>
        new("--count", "-n", "--head-count")
        {
            Description = $"{description}. {ItemCount.Units}",
            HelpName = "COUNT",
            CustomParser = result => ItemCount.Parse(result),
        };

    public static Option<bool> RepeatOption(string description) => new("--repeat", "-r")
    {
        Description = description,
    };

    /// <exception cref="InvalidOperationException">There is nothing to choose from.</exception>
    public static void RefuseNothing(IItems items)
    {
        if (items.Count == 0)
        {
            throw new InvalidOperationException(
                "There is nothing to choose from: the input is empty.");
        }
    }
}
