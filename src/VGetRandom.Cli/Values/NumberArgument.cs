using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace VGetRandom.Cli.Values;

/// <summary>A whole number among a command's arguments.</summary>
internal static class NumberArgument
{
    /// <summary>One in a range, with a value for when it is not there.</summary>
    public static Argument<long> Optional(
        string name, string description, long least, long most, long usual) =>
        new(name)
        {
            Description = description,
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => usual,
            CustomParser = result => Parse(result, name, least, most),
        };

    private static long Parse(ArgumentResult result, string name, long least, long most)
    {
        string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
        bool isNumber = long.TryParse(
            text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number);
        if (!isNumber || number < least || number > most)
        {
            result.AddError(
                $"{name} is a whole number from {least} to {most}; '{text}' is not.");
        }

        return number;
    }
}
