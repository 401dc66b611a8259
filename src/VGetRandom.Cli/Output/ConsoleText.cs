using Spectre.Console;
using Spectre.Console.Rendering;

namespace VGetRandom.Cli.Output;

/// <summary>What is laid out for a person: for the terminal, or as plain lines for a file.
/// </summary>
internal static class ConsoleText
{
    // So that a line stays a line for grep, which no terminal will ever wrap.
    private const int EndlessWidth = 4096;

    /// <summary>Draws it as for standard output, which is where the text is written in the end.
    /// </summary>
    public static void Write(IRenderable content, TextWriter output)
    {
        if (!Console.IsOutputRedirected)
        {
            IAnsiConsole terminal = AnsiConsole.Console;
            int width = terminal.Profile.Width;
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
