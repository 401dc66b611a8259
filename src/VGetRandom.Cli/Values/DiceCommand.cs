using System.CommandLine;
using VGetRandom.Cli.Help;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary><c>vgetrandom dice</c>: rolls dice.</summary>
internal static class DiceCommand
{
    public static Topic Topic => new()
    {
        Paragraphs =
        [
            $"""
            DICE is [COUNT]dSIDES: at most {DiceNotation.MaxDice:N0} dice of at most
            {DiceNotation.MaxSides:N0} sides. Join several kinds of dice, and numbers, with + and
            -. The command writes the sum of each roll as one line.
            """,
        ],
        Examples =
        [
            new("vgetrandom dice d20", "One die of 20 sides."),
            new("vgetrandom dice 3d6 --each", "Such as 4 + 2 + 6 = 12."),
            new("vgetrandom dice 2d6+1d8+3 --count 10", "Ten rolls."),
        ],
    };

    public static Command Create()
    {
        var dice = new Argument<DiceTerm[]>("DICE")
        {
            Description = "Which dice, such as d20, 3d6 or 2d6+1d8+3.",
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = result =>
            {
                DiceTerm[] terms = DiceNotation.Read(result.Tokens[0].Value, out string? problem);
                if (problem is not null)
                {
                    result.AddError(problem);
                }

                return terms;
            },
        };
        var isEach = new Option<bool>("--each", "-e")
        {
            Description = "Show each die as well as the sum.",
        };
        Option<long> count = ItemCount.Option("How many times to roll");
        var command = new Command("dice", "Roll dice, such as 3d6.") { dice, isEach, count };
        RequiredArguments.Require(command, dice);
        command.SetAction(parsed =>
        {
            DiceTerm[] terms = parsed.GetValue(dice)!;
            bool isShown = parsed.GetValue(isEach);
            LineOutput.WriteLines(
                parsed.GetValue(count), output => Roll(output, terms, isShown));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Roll(LineOutput output, DiceTerm[] terms, bool isEach)
    {
        long sum = 0;
        bool isFirst = true;
        foreach (DiceTerm term in terms)
        {
            for (int i = 0; i < (term.IsNumber ? 1 : term.Count); i++)
            {
                int value = term.IsNumber ? term.Count : KernelRandom.GetInt32(term.Sides) + 1;
                sum += term.Sign * value;
                if (isEach)
                {
                    output.Write(
                        term.Sign < 0 ? (isFirst ? "-"u8 : " - "u8)
                        : isFirst ? ""u8
                        : " + "u8);
                    output.Write(value);
                    isFirst = false;
                }
            }
        }

        if (isEach)
        {
            output.Write(" = "u8);
        }

        output.Write(sum);
    }
}
