using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using System.Text;
using VGetRandom.Cli.Help;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary><c>vgetrandom int</c>: writes whole numbers.</summary>
internal static class IntCommand
{
    private const int MaxDigits = 10_000;

    public static Topic Topic => new()
    {
        Paragraphs =
        [
            $"""
            Every number from LOW to HIGH, both included, is exactly as likely as every other. Each
            of the two may have up to {MaxDigits:N0} digits.
            """,
        ],
        Examples =
        [
            new("vgetrandom int 1 100", "One number."),
            new("vgetrandom int -5 5 --count 20", "Twenty numbers."),
            new("vgetrandom int 0 115792089237316195423570985008687907853269984665640564039457",
                "A number of more than 64 bits."),
        ],
    };

    public static Command Create()
    {
        Argument<BigInteger> low = NumberArgument("LOW", "The smallest number there can be.");
        Argument<BigInteger> high = NumberArgument("HIGH", "The largest number there can be.");
        Option<long> count = ItemCount.Option("How many numbers to write");
        var command = new Command("int", "Write whole numbers from LOW to HIGH, one per line.")
        {
            low, high, count,
        };
        RequiredArguments.Require(command, low, high);
        command.Validators.Add(result =>
        {
            if (TryRead(result, low, out BigInteger least)
                && TryRead(result, high, out BigInteger most)
                && least > most)
            {
                result.AddError($"HIGH, '{most}', is less than LOW, '{least}'.");
            }
        });
        command.SetAction(parsed =>
        {
            Write(parsed.GetValue(count), parsed.GetValue(low), parsed.GetValue(high));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(long count, BigInteger low, BigInteger high)
    {
        if (low >= long.MinValue && high <= long.MaxValue)
        {
            long least = (long)low;
            long most = (long)high;
            LineOutput.WriteLines(
                count, output => output.Write(KernelRandom.GetIntegerInclusive(least, most)));
            return;
        }

        LineOutput.WriteLines(count, output => output.Write(Encoding.ASCII.GetBytes(
            KernelRandom.GetBigInteger(low, high + 1).ToString(CultureInfo.InvariantCulture))));
    }

    private static Argument<BigInteger> NumberArgument(string name, string description) =>
        new(name)
        {
            Description = description,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (!TryParse(text, out BigInteger number))
                {
                    result.AddError(
                        DigitsOf(text) > MaxDigits
                            ? $"{name} has at most {MaxDigits:N0} digits."
                            : $"{name} is a whole number; '{text}' is not.");
                }

                return number;
            },
        };

    private static bool TryRead(
        CommandResult result, Argument<BigInteger> argument, out BigInteger number)
    {
        number = default;
        return result.GetResult(argument) is { Tokens: [var token, ..] }
            && TryParse(token.Value, out number);
    }

    private static int DigitsOf(string text) => text.AsSpan().TrimStart("-+").Length;

    private static bool TryParse(string text, out BigInteger number)
    {
        number = default;
        return DigitsOf(text) <= MaxDigits
            && BigInteger.TryParse(
                text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }
}
