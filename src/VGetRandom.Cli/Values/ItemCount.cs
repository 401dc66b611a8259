using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace VGetRandom.Cli.Values;

/// <summary>How many of something are wanted, as people write it.</summary>
internal static class ItemCount
{
    /// <summary>What the letters mean, as a sentence.</summary>
    public const string Units = "K, M and G are powers of 1000.";

    private const string Form = "a whole number such as 10, 5K or 1M";

    /// <summary>--count, once unless told otherwise.</summary>
    public static Option<long> Option(string description)
    {
        var option = new Option<long>("--count", "-n")
        {
            Description = $"{description}. {Units}",
            HelpName = "COUNT",
            DefaultValueFactory = _ => 1,
            CustomParser = Parse,
        };
        return option;
    }

    /// <summary>Reads digits and an optional unit, and nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long count)
    {
        long unit = text is [.., var last]
            ? char.ToUpperInvariant(last) switch
            {
                'K' => 1_000,
                'M' => 1_000_000,
                'G' => 1_000_000_000,
                _ => 1,
            }
            : 1;
        bool isNumber = long.TryParse(
            unit > 1 ? text[..^1] : text,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out count);
        if (!isNumber || count > long.MaxValue / unit)
        {
            return false;
        }

        count *= unit;
        return true;
    }

    /// <summary>Reads an option's value, or says what is wrong with it.</summary>
    public static long Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!TryParse(text, out long count))
        {
            result.AddError($"COUNT is {Form}; '{text}' is not.");
        }

        return count;
    }
}
