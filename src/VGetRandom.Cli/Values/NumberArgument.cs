using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace VGetRandom.Cli.Values;

/// <summary>A whole number among a command's arguments.</summary>
internal static class NumberArgument
{
    /// <summary>One that must be there: see <see cref="RequiredArguments"/>.</summary>
    public static Argument<long> Required(string name, string description) =>
        Create(name, description, long.MinValue, long.MaxValue);

    /// <summary>Reads an argument before the parser does, for a comparison with another.</summary>
    /// <returns>False if it is missing or wrong, which is told elsewhere.</returns>
    public static bool TryRead(CommandResult result, Argument<long> argument, out long number)
    {
        number = 0;
        return result.GetResult(argument) is { Tokens: [var token, ..] }
            && TryParse(token.Value, out number);
    }

    /// <summary>One in a range, with a value for when it is not there.</summary>
    public static Argument<long> Optional(
        string name, string description, long least, long most, long usual)
    {
        Argument<long> argument = Create(name, description, least, most);
        argument.Arity = ArgumentArity.ZeroOrOne;
        argument.DefaultValueFactory = _ => usual;
        return argument;
    }

    private static Argument<long> Create(string name, string description, long least, long most)
    {
        return new(name)
        {
            Description = description,
            CustomParser = result => Parse(result, name, least, most),
        };
    }

    private static bool TryParse(string text, out long number) => long.TryParse(
        text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static long Parse(ArgumentResult result, string name, long least, long most)
    {
        string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
        if (!TryParse(text, out long number) || number < least || number > most)
        {
            result.AddError(
                $"{name} is a whole number from {least} to {most}; '{text}' is not.");
        }

        return number;
    }
}
