using System.Text;
using System.Text.RegularExpressions;

namespace VGetRandom.Cli.Help;

/// <summary>Text in the language of manual pages: man(7).</summary>
internal sealed partial class Roff
{
    private const int MaxColumns = 78;

    private static readonly char[] s_spaces = [' ', '\n', '\r'];

    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    public void Comment(string text) => Line($".\\\" {text}");

    /// <summary>A request or a macro, with arguments that may be any text.</summary>
    public void Macro(string name, params ReadOnlySpan<string> arguments)
    {
        _text.Append('.').Append(name);
        foreach (string argument in arguments)
        {
            _text.Append(" \"")
                .Append(Escape(argument).Replace("\"", "\\(dq", StringComparison.Ordinal))
                .Append('"');
        }

        _text.Append('\n');
    }

    /// <summary>Plain text, in lines that a difference between two pages can be read by.</summary>
    public void Text(string text)
    {
        var line = new StringBuilder();
        foreach (string word in Escape(text).Split(
            s_spaces, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + word.Length >= MaxColumns)
            {
                Line(Protect(line.ToString()));
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        Line(Protect(line.ToString()));
    }

    public void Paragraph(string text)
    {
        Macro("PP");
        Text(text);
    }

    /// <summary>An item and what is said about it, to its right or below.</summary>
    /// <param name="term">The item, escaped and with its fonts.</param>
    /// <param name="about">What is said about it, as plain text.</param>
    public void Item(string term, string about)
    {
        Macro("TP");
        Line(Protect(term));
        if (about.Length > 0)
        {
            Text(about);
        }
    }

    public void Line(string line) => _text.Append(line).Append('\n');

    public static string Bold(string text) => $"\\fB{Escape(text)}\\fR";

    public static string Italic(string text) => $"\\fI{Escape(text)}\\fR";

    /// <summary>How a command is called: what is in capitals stands for something else.</summary>
    public static string Placeholders(string form) => string.Join(
        ' ', form.Split(' ').Select(word => Capitals().Replace(
            Escape(word), match => $"\\fI{match.Value}\\fR")));

    /// <summary>Text whose characters stand for themselves, also when copied to a shell.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (char character in text)
        {
            // A plain - would be a hyphen, a plain ' or ` a quotation mark.
            _ = character switch
            {
                '\\' => escaped.Append("\\e"),
                '-' => escaped.Append("\\-"),
                '\'' => escaped.Append("\\(aq"),
                '`' => escaped.Append("\\(ga"),
                '^' => escaped.Append("\\(ha"),
                '~' => escaped.Append("\\(ti"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }

    // At the beginning of a line these would make it a request.
    private static string Protect(string line) => line is ['.' or '\'', ..] ? $"\\&{line}" : line;

    [GeneratedRegex("[A-Z]+")]
    private static partial Regex Capitals();
}
