using Spectre.Console;

namespace VGetRandom.Cli.Output;

/// <summary>A progress bar on standard error, gone when the work is done.</summary>
internal static class ProgressBar
{
    // With fewer, numbers would be parted from their units.
    private const int ColumnsForAll = 60;
    private const int ColumnsIfNarrow = 3;

    /// <summary>Whether there is anybody to see it.</summary>
    public static bool IsSeen => !Console.IsErrorRedirected;

    /// <summary>Runs the work, which reports each part of the total that it has done.</summary>
    /// <param name="total">All of the work.</param>
    /// <param name="columns">What to show, the most important first: a narrow terminal has room
    /// for three.</param>
    /// <param name="work">The work.</param>
    public static void Show(long total, ProgressColumn[] columns, Action<Action<int>> work)
    {
        using InPlaceConsole? terminal = InPlaceConsole.TryOpen(Console.Error);
        if (terminal is null)
        {
            // It would fill the screen.
            work(_ => { });
            return;
        }

        bool isNarrow = terminal.Ansi.Profile.Width < ColumnsForAll;
        terminal.Ansi.Progress()
            .AutoClear(true)
            .Columns([.. columns.Take(isNarrow ? ColumnsIfNarrow : columns.Length)])
            .Start(context =>
            {
                ProgressTask task = context.AddTask("work", maxValue: total);
                work(count => task.Increment(count));
            });
    }
}
