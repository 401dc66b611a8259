using System.Runtime.InteropServices;
using Spectre.Console;

namespace VGetRandom.Cli;

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

        // The bar hides the cursor, and leaves it in the middle of a line. Ctrl+C ends the process
        // as ever, but the shell's prompt starts on a line of its own, and the cursor is back.
        void LeaveBar(PosixSignalContext context)
        {
            console.Cursor.Show();
            Console.Error.WriteLine();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, LeaveBar);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, LeaveBar);

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
