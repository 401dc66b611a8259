using Spectre.Console;

namespace VGetRandom.Cli.Output;

/// <summary>A progress bar on standard error, gone when the work is done.</summary>
internal static class ProgressBar
{
    /// <summary>Whether there is anybody to see it.</summary>
    public static bool IsSeen => !Console.IsErrorRedirected;

    /// <summary>Runs the work, which reports each part of the total that it has done.</summary>
    public static void Show(long total, ProgressColumn[] columns, Action<Action<int>> work)
    {
        // Told, not guessed: a guess looks at standard output, which is most likely a pipe.
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            Interactive = InteractionSupport.Yes,
        });
        if (!console.Profile.Capabilities.Ansi)
        {
            // A bar that cannot be drawn in place would fill the screen.
            work(_ => { });
            return;
        }

        using var guard = new CursorGuard(console);
        console.Progress()
            .AutoClear(true)
            .Columns(columns)
            .Start(context =>
            {
                ProgressTask task = context.AddTask("work", maxValue: total);
                work(count => task.Increment(count));
            });
    }
}
