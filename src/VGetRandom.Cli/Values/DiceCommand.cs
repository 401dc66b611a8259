using System.CommandLine;
using System.Globalization;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary><c>vgetrandom dice</c>: rolls dice.</summary>
internal static class DiceCommand
{
    public const string Notes = """
        DICE is [COUNT]dSIDES[+BONUS]: at most 1000 dice, of at most 1,000,000 sides. Each roll is a
        line with its sum.

        Examples:
          vgetrandom dice d20
          vgetrandom dice 3d6 --each               4 + 2 + 6 = 12
          vgetrandom dice 2d6+3 --count 10
        """;

    private const int MaxTextBytes = 16;

    public static Command Create()
    {
        var dice = new Argument<DiceNotation>("DICE")
        {
            Description = $"Which dice: {DiceNotation.Form}.",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (!DiceNotation.TryParse(text, out DiceNotation read))
                {
                    result.AddError($"DICE is {DiceNotation.Form}; '{text}' is not.");
                }

                return read;
            },
        };
        var isEach = new Option<bool>("--each", "-e")
        {
            Description = "Show each die, not only the sum.",
        };
        Option<long> count = ItemCount.Option("How many rolls");
        var command = new Command("dice", "Roll dice, such as 3d6.") { dice, isEach, count };
        RequiredArguments.Require(command, dice);
        command.SetAction(parsed =>
        {
            DiceNotation chosen = parsed.GetValue(dice);
            bool isShown = parsed.GetValue(isEach);
            LineOutput.WriteLines(
                parsed.GetValue(count), output => Roll(output, chosen, isShown));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Roll(LineOutput output, DiceNotation dice, bool isEach)
    {
        long sum = dice.Bonus;
        for (int i = 0; i < dice.Count; i++)
        {
            int value = KernelRandom.GetInt32(dice.Sides) + 1;
            sum += value;
            if (isEach)
            {
                output.Write(i == 0 ? ""u8 : " + "u8);
                Write(output, value);
            }
        }

        if (isEach)
        {
            if (dice.Bonus != 0)
            {
                output.Write(dice.Bonus > 0 ? " + "u8 : " - "u8);
                Write(output, Math.Abs(dice.Bonus));
            }

            output.Write(" = "u8);
        }

        Write(output, sum);
    }

    private static void Write(LineOutput output, long number)
    {
        _ = number.TryFormat(
            output.Room(MaxTextBytes), out int length, default, CultureInfo.InvariantCulture);
        output.Advance(length);
    }
}
