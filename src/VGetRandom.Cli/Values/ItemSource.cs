using System.CommandLine;
using System.CommandLine.Parsing;

namespace VGetRandom.Cli.Values;

/// <summary>Where a command takes its items from: a file's lines, a range or its arguments.
/// </summary>
/// <remarks>The options have shuf(1)'s names, and ours where the two differ.</remarks>
internal sealed class ItemSource
{
    /// <summary>The three ways, for the help.</summary>
    public static string[] Forms =>
        ["[FILE]", $"--input-range {RangeItems.Form}", "--echo ITEM..."];

    private readonly Argument<string[]> _words = new("FILE")
    {
        Description = "The file to read; without one, or with -, standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<(long Low, long High)?> _range = new("--input-range", "-i", "--range")
    {
        Description = "Take the whole numbers from LOW to HIGH instead of lines.",
        HelpName = RangeItems.Form,
        CustomParser = RangeItems.Parse,
    };

    private readonly Option<bool> _isEcho = new("--echo", "-e")
    {
        Description = "Take the arguments instead of lines.",
    };

    private readonly Option<bool> _isZero = new("--zero-terminated", "-z", "--zero")
    {
        Description = "Items end with a zero byte, not with a line break.",
    };

    /// <summary>Gives a command the argument and the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_words);
        command.Add(_range);
        command.Add(_isEcho);
        command.Add(_isZero);
        command.Validators.Add(Validate);
    }

    /// <summary>The byte that ends an item.</summary>
    public byte EndOf(ParseResult parsed) => parsed.GetValue(_isZero) ? (byte)0 : (byte)'\n';

    /// <summary>Reads the items.</summary>
    /// <exception cref="IOException">The file cannot be read, or is too long.</exception>
    public IItems Open(ParseResult parsed)
    {
        string[] words = parsed.GetValue(_words) ?? [];
        return parsed.GetValue(_range) is { } range ? RangeItems.Of(range)
            : parsed.GetValue(_isEcho) ? new ArgumentItems(words)
            : LineInput.Read(words is [not "-"] ? words[0] : null, EndOf(parsed));
    }

    private void Validate(CommandResult result)
    {
        IReadOnlyList<Token> words = result.GetResult(_words)?.Tokens ?? [];
        bool isEcho = result.GetResult(_isEcho) is { Implicit: false };
        bool isRange = result.GetResult(_range) is { Implicit: false };
        if (isEcho && isRange)
        {
            result.AddError("Items come from --echo or from --input-range, not from both.");
        }
        else if (isRange && words.Count > 0)
        {
            result.AddError($"With --input-range there is no FILE; '{words[0].Value}' is one.");
        }
        else if (!isEcho && words.Count > 1)
        {
            result.AddError(
                $"'{words[1].Value}' is one argument too many; --echo takes the arguments "
                + "themselves as items.");
        }
        else if (!isEcho && words is [{ Value: "" }])
        {
            result.AddError("The name of the input file is empty.");
        }
    }
}
