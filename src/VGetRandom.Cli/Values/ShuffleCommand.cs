using System.CommandLine;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary><c>vgetrandom shuffle</c>: writes lines in random order.</summary>
internal static class ShuffleCommand
{
    public const string Notes = """
        Every order of the lines is exactly as likely as every other. A last line without an end
        gets one.

        The command keeps the whole input in memory, and 4 bytes more for each line. It refuses an
        input that is longer than 2047 MiB, has more than 536,870,910 lines, or needs more than half
        of the memory that the machine or the container has. It refuses a file before it reads it,
        and a pipe, whose length nobody knows, as soon as that much has come. So an input without
        an end is refused, too.

        Examples:
          vgetrandom shuffle names.txt
          seq 52 | vgetrandom shuffle
          find . -print0 | vgetrandom shuffle --zero | xargs -0 ls
        """;

    public static Command Create()
    {
        Argument<string?> file = FileArgument();
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

    public static Argument<string?> FileArgument()
    {
        var file = new Argument<string?>("FILE")
        {
            Description = "What to read; standard input if it is missing or -.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        file.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError("The name of the input file is empty.");
            }
        });
        return file;
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
