using System.CommandLine;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary><c>vgetrandom shuffle</c>: writes lines in random order.</summary>
internal static class ShuffleCommand
{
    public const string Notes = """
        Every order of the lines is exactly as likely as every other. All of the input must fit in
        memory, and below 2 GiB; more is refused. A last line without an end gets one.

        Examples:
          vgetrandom shuffle names.txt
          seq 52 | vgetrandom shuffle
          find . -print0 | vgetrandom shuffle --zero | xargs -0 ls
        """;

    public static Command Create()
    {
        var file = new Argument<string?>("FILE")
        {
            Description = "What to read; standard input if it is missing or -.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> isZero = ZeroOption();
        var command = new Command("shuffle", "Write the lines of a file in random order.")
        {
            file, isZero,
        };
        command.SetAction(parsed =>
        {
            byte end = EndOf(parsed.GetValue(isZero));
            using var input = LineInput.Read(PathOf(parsed.GetValue(file)), end);
            KernelRandom.Shuffle(input.Starts);
            Write(input, input.Starts, end);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>For lines that may have line breaks in them.</summary>
    public static Option<bool> ZeroOption() => new("--zero", "-z")
    {
        Description = "Lines end with a zero byte, not with a line break.",
    };

    public static byte EndOf(bool isZero) => isZero ? (byte)0 : (byte)'\n';

    public static string? PathOf(string? file) => file is null or "-" ? null : file;

    /// <summary>Writes the lines that begin at some places.</summary>
    public static void Write(LineInput input, ReadOnlySpan<int> starts, byte end)
    {
        using var output = new LineOutput();
        foreach (int start in starts)
        {
            if (output.IsOver)
            {
                return;
            }

            output.Write(input.LineAt(start));
            output.EndLine(end);
        }

        output.Flush();
    }
}
