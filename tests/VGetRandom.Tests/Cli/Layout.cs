using Spectre.Console;
using Spectre.Console.Rendering;

namespace VGetRandom.Tests.Cli;

/// <summary>What a terminal of some width would show.</summary>
internal static class Layout
{
    public static string[] Lines(IRenderable content, int columns)
    {
        using var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = columns;
        console.Write(content);
        return [.. text.ToString().Split('\n').Select(line => line.TrimEnd())];
    }
}
