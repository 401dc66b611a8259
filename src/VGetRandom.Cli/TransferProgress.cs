using System.Runtime.InteropServices;
using Spectre.Console;

namespace VGetRandom.Cli;

/// <summary>A progress bar on standard error, for a person who waits.</summary>
internal static class TransferProgress
{
    // Below this it is done before the bar could be read.
    private const long WorthShowingBytes = 256L << 20;

    /// <summary>
    /// Whether somebody watches, has to wait, and does not see the bytes themselves go by.
    /// </summary>
    public static bool IsWorthShowing(long bytes, ByteSink sink) =>
        bytes >= WorthShowingBytes && !Console.IsErrorRedirected && !sink.IsTerminal;

    /// <summary>Runs the work, which reports how many bytes it has just written.</summary>
    public static void Show(long total, Action<Action<int>> work)
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
            .Columns(
                new ProgressBarColumn(),
                new PercentageColumn(),
                new DownloadedColumn { Base = FileSizeBase.Binary },
                new TransferSpeedColumn { Base = FileSizeBase.Binary },
                new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("bytes", maxValue: total);
                work(count => task.Increment(count));
            });
    }
}
