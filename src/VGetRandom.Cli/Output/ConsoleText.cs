using Spectre.Console;
using Spectre.Console.Rendering;

namespace VGetRandom.Cli.Output;

/// <summary>What is laid out for a person: for the terminal, or as plain lines for a file.
/// </summary>
internal static class ConsoleText
{
    /// <summary>The columns that everything fits. A narrower terminal wraps it by itself.</summary>
    /// <remarks>
    /// With fewer, little but single letters would be left, and the libraries that lay out text
    /// fail, or never come to an end.
    /// </remarks>
    public const int FewestColumns = 40;

    // So that a line stays a line for grep, which no terminal will ever wrap.
    private const int EndlessWidth = 4096;

    private const int UsualColumns = 80;

    /// <summary>The columns to lay out for: the terminal's, or enough where there is none.
    /// </summary>
    public static int Columns => Console.IsOutputRedirected
        ? EndlessWidth
        : Math.Max(Console.WindowWidth, FewestColumns);

    /// <summary>The columns of the help: the terminal's, or as many as most have.</summary>
    public static int HelpColumns => Console.IsOutputRedirected ? UsualColumns : Columns;

    /// <summary>Draws it as for standard output, which is where the text is written in the end.
    /// </summary>
    public static void Write(IRenderable content, TextWriter output)
    {
        if (!Console.IsOutputRedirected)
        {
            IAnsiConsole terminal = AnsiConsole.Console;
            int width = Columns;
            terminal.Profile.Out = new AnsiConsoleOutput(output);
            terminal.Profile.Width = width;
            terminal.Write(content);
            return;
        }

        using var plain = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(plain),
        });
        console.Profile.Width = EndlessWidth;
        console.Write(content);
        foreach (ReadOnlySpan<char> line in plain.ToString().AsSpan().TrimEnd().EnumerateLines())
        {
            output.WriteLine(line.TrimEnd());
        }
    }
}
