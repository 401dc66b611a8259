using System.CommandLine;
using VGetRandom.Cli.Help;

namespace VGetRandom.Cli.Values;

/// <summary><c>vgetrandom pick</c>: picks lines at random.</summary>
internal static class PickCommand
{
    public static Topic Topic => new()
    {
        Forms = ItemSource.Forms,
        Paragraphs =
        [
            """
            Without --repeat the command picks no item twice, and fails if there are fewer than you
            want. Every selection, in every order, is exactly as likely as every other.
            """,
            ShuffleCommand.Limits,
        ],
        Examples =
        [
            new("vgetrandom pick names.txt", "One of the lines."),
            new("vgetrandom pick names.txt --count 3", "Three different ones."),
            new("vgetrandom pick -e heads tails -r -n 10", "Ten throws of a coin."),
        ],
    };

    public static Command Create()
    {
        var source = new ItemSource();
        Option<long?> count = ShuffleCommand.CountOption(
            "How many items to pick; one if you do not say");
        Option<bool> isRepeat =
            ShuffleCommand.RepeatOption("An item may be picked more than once.");
        var command = new Command("pick", "Write lines or other items, picked at random.");
        source.AddTo(command);
        command.Add(count);
        command.Add(isRepeat);
        command.SetAction(parsed =>
        {
            long wanted = parsed.GetValue(count) ?? 1;
            if (wanted == 0)
            {
                return ExitCode.Done;
            }

            using IItems items = source.Open(parsed);
            ShuffleCommand.RefuseNothing(items);
            if (parsed.GetValue(isRepeat))
            {
                Drawing.WriteAnyTimes(items, wanted, source.EndOf(parsed));
            }
            else if (wanted > items.Count)
            {
                throw new InvalidOperationException(
                    $"There are only {items.Count} items to pick from, and you want "
                    + $"{wanted}. With --repeat an item may be picked more than once.");
            }
            else
            {
                Drawing.WriteDifferent(items, (int)wanted, source.EndOf(parsed));
            }

            return ExitCode.Done;
        });
        return command;
    }
}
