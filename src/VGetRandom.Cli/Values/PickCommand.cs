using System.CommandLine;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary><c>vgetrandom pick</c>: picks lines at random.</summary>
internal static class PickCommand
{
    public const string Notes = """
        Without --repeat no line is picked twice, and there must be as many as are wanted; every
        selection, in every order, is exactly as likely as every other. The command keeps the
        whole input in memory, and has the same limits as shuffle.

        Examples:
          vgetrandom pick names.txt                     one of the lines
          vgetrandom pick names.txt --count 3
          printf 'heads\ntails\n' | vgetrandom pick --repeat -n 10
        """;

    public static Command Create()
    {
        Argument<string?> file = ShuffleCommand.FileArgument();
        Option<long> count = ItemCount.Option("How many lines");
        var isRepeat = new Option<bool>("--repeat", "-r")
        {
            Description = "A line may be picked more than once.",
        };
        Option<bool> isZero = ShuffleCommand.ZeroOption();
        var command = new Command("pick", "Write lines of a file that are picked at random.")
        {
            file, count, isRepeat, isZero,
        };
        command.SetAction(parsed =>
        {
            byte end = ShuffleCommand.EndOf(parsed.GetValue(isZero));
            long wanted = parsed.GetValue(count);
            using var input =
                LineInput.Read(ShuffleCommand.PathOf(parsed.GetValue(file)), end);
            if (input.Count == 0 && wanted > 0)
            {
                throw new InvalidOperationException(
                    "There is no line to pick: the input is empty.");
            }

            if (parsed.GetValue(isRepeat))
            {
                Repeat(input, wanted, end);
            }
            else
            {
                Select(input, wanted, end);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Repeat(LineInput input, long count, byte end)
    {
        using var output = new LineOutput();
        for (long i = 0; i < count && !output.IsOver; i++)
        {
            output.Write(input.LineAt(input.Starts[KernelRandom.GetInt32(input.Count)]));
            output.EndLine(end);
        }

        output.Flush();
    }

    private static void Select(LineInput input, long count, byte end)
    {
        if (count > input.Count)
        {
            throw new InvalidOperationException(
                $"The input has too few lines: {count} are wanted and {input.Count} there. With "
                + "--repeat a line may be picked more than once.");
        }

        MoveToFront(input.Starts, (int)count);
        ShuffleCommand.Write(input, input.Starts[..(int)count], end);
    }

    /// <summary>Selects items: the beginning of a shuffle, as far as it is needed.</summary>
    internal static void MoveToFront(Span<int> items, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int chosen = i + KernelRandom.GetInt32(items.Length - i);
            (items[i], items[chosen]) = (items[chosen], items[i]);
        }
    }
}
