using System.Runtime.InteropServices;
using Spectre.Console;

namespace VGetRandom.Cli.Output;

/// <summary>Gives a hidden cursor back when the process is interrupted.</summary>
/// <remarks>
/// What is drawn in place hides the cursor, and leaves it in the middle of a line. Ctrl+C ends the
/// process as ever, but the shell's prompt starts on a line of its own, and the cursor is back.
/// </remarks>
internal sealed class CursorGuard : IDisposable
{
    private const string ShowCursor = "\u001b[?25h";

    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public CursorGuard(IAnsiConsole console)
    {
        // Past the console: it would draw the whole view once more, or wait for whoever does.
        TextWriter writer = console.Profile.Out.Writer;
        void Leave(PosixSignalContext context) => writer.Write($"{ShowCursor}{writer.NewLine}");

        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Leave);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Leave);
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }
}
