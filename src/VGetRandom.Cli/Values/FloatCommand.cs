using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using VGetRandom.Cli.Help;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary><c>vgetrandom float</c>: writes numbers with a fraction.</summary>
internal static class FloatCommand
{
    public static Topic Topic => new()
    {
        Forms = ["[LOW HIGH]"],
        Paragraphs =
        [
            """
            Numbers are uniform between LOW and HIGH, both included; by default between 0 and 1.
            Each is written with as many digits as it takes to read the same double back.
            """,
        ],
        Examples =
        [
            new("vgetrandom float", "One number from 0 to 1."),
            new("vgetrandom float -1.5 1.5 --count 10", "Ten numbers."),
        ],
    };

    public static Command Create()
    {
        Argument<double> low = NumberArgument("LOW", "The smallest number there can be.", 0);
        Argument<double> high = NumberArgument("HIGH", "The largest number there can be.", 1);
        Option<long> count = ItemCount.Option("How many numbers to write");
        var command = new Command("float", "Write numbers with a fraction, one per line.")
        {
            low, high, count,
        };
        command.Validators.Add(result => Validate(result, low, high));
        command.SetAction(parsed =>
        {
            double least = parsed.GetValue(low);
            double most = parsed.GetValue(high);
            LineOutput.WriteLines(
                parsed.GetValue(count),
                output => output.Write(KernelRandom.GetDouble(least, most), "R"));
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<double> NumberArgument(string name, string description, double usual) =>
        new(name)
        {
            Description = description,
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => usual,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (!TryParse(text, out double number))
                {
                    result.AddError(
                        $"{name} is a number such as -1.5, 2 or 1e9; '{text}' is not.");
                }

                return number;
            },
        };

    private static void Validate(
        CommandResult result, Argument<double> low, Argument<double> high)
    {
        if (result.GetResult(low) is not { Tokens: [var least] }
            || !TryParse(least.Value, out double from))
        {
            return;
        }

        if (result.GetResult(high) is not { Tokens: [var most] })
        {
            result.AddError("HIGH is missing: LOW and HIGH go together.");
        }
        else if (TryParse(most.Value, out double to) && to < from)
        {
            result.AddError($"HIGH, '{most.Value}', is less than LOW, '{least.Value}'.");
        }
    }

    private static bool TryParse(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number);
}
