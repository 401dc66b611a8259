using System.Runtime.InteropServices;
using System.Text;
using Spectre.Console;

namespace VGetRandom.Cli.Output;

/// <summary>A terminal to draw on in place, whose cursor comes back at an interrupt.</summary>
/// <remarks>
/// What is drawn in place hides the cursor, and leaves it in the middle of a line. Ctrl+C ends the
/// process as ever, but the shell's prompt starts on a line of its own, and the cursor is back.
/// </remarks>
internal sealed class InPlaceConsole : IDisposable
{
    private const string ShowCursor = "\u001b[?25h";

    private readonly FinalWriter _writer;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    private InPlaceConsole(TextWriter terminal)
    {
        _writer = new FinalWriter(terminal);
        Ansi = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new Output(new AnsiConsoleOutput(terminal), _writer),

            // Told, not guessed: a guess looks at standard output, which may be a pipe, and at
            // variables that say nothing about this terminal.
            Interactive = InteractionSupport.Yes,
        });

        // Past the console: it would draw the whole view once more, or wait for whoever does.
        void Leave(PosixSignalContext context) =>
            _writer.WriteLast($"{ShowCursor}{_writer.NewLine}");

        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Leave);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Leave);
    }

    public IAnsiConsole Ansi { get; }

    // Not where lines are wrapped: the cursor would not come back to the first.
    private bool CanDraw =>
        Ansi.Profile.Capabilities.Ansi && Ansi.Profile.Width >= ConsoleText.FewestColumns;

    /// <param name="terminal">This process's standard output or standard error.</param>
    /// <returns>Null where this terminal cannot draw over what it drew before.</returns>
    public static InPlaceConsole? TryOpen(TextWriter terminal)
    {
        var console = new InPlaceConsole(terminal);
        if (console.CanDraw)
        {
            return console;
        }

        console.Dispose();
        return null;
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _writer.Dispose();
    }

    private sealed class Output(AnsiConsoleOutput terminal, FinalWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => terminal.IsTerminal;

        public int Width => terminal.Width;

        public int Height => terminal.Height;

        public void SetEncoding(Encoding encoding) => terminal.SetEncoding(encoding);
    }
}
