using System.CommandLine;
using System.Globalization;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary><c>vgetrandom int</c>: writes whole numbers.</summary>
internal static class IntCommand
{
    public const string Notes = """
        Every number from A to B, both included, is exactly as likely as every other.

        Examples:
          vgetrandom int 1 100
          vgetrandom int -5 5 --count 20
        """;

    private const int MaxTextBytes = 20;

    public static Command Create()
    {
        Argument<long> from = NumberArgument.Required("A", "The smallest number there can be.");
        Argument<long> to = NumberArgument.Required("B", "The largest number there can be.");
        Option<long> count = ItemCount.Option("How many");
        var command = new Command("int", "Write whole numbers from A to B, one a line.")
        {
            from, to, count,
        };
        RequiredArguments.Require(command, from, to);
        command.Validators.Add(result =>
        {
            if (NumberArgument.TryRead(result, from, out long least)
                && NumberArgument.TryRead(result, to, out long most)
                && least > most)
            {
                result.AddError($"B, '{most}', is less than A, '{least}'.");
            }
        });
        command.SetAction(parsed =>
        {
            long least = parsed.GetValue(from);
            long most = parsed.GetValue(to);
            LineOutput.WriteLines(parsed.GetValue(count), output =>
            {
                long number = KernelRandom.GetIntegerInclusive(least, most);
                _ = number.TryFormat(
                    output.Room(MaxTextBytes), out int length, default,
                    CultureInfo.InvariantCulture);
                output.Advance(length);
            });
            return ExitCode.Done;
        });
        return command;
    }
}
