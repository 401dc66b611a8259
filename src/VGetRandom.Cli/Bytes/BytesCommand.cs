using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace VGetRandom.Cli.Bytes;

/// <summary><c>vgetrandom bytes</c>: writes random bytes.</summary>
internal static class BytesCommand
{
    private const string Garbling =
        "Raw bytes would garble the terminal; "
        + "choose --format hex, or -o - to write them anyway.";

    public const string Notes = """
        Output:
          raw        the bytes as they are, with nothing added
          hex        two lower-case digits a byte, on one line
          base64     RFC 4648 with padding, on one line
          base64url  the variant for URLs and file names, without padding, on one line

          A text ends with one line break; 0 bytes give no output at all. Raw bytes are not sent
          to a terminal unless -o - asks for it. When the reader closes the pipe, the command ends
          at once, quietly, with exit code 0.

        Files:
          A file that does not exist is created for its owner only (mode 0600). One that does is
          overwritten and keeps its permissions. A command that is interrupted, or fails while it
          writes, leaves a partial file.

        Examples:
          vgetrandom bytes 32 --format hex                 a 256-bit key as text
          vgetrandom bytes 16 -f base64url                 a token for a URL
          vgetrandom bytes 4K -o seed.bin                  4096 bytes to a file
          vgetrandom bytes 10G | pv > /dev/null            how fast is it here?
        """;

    private const int MaxThreads = 1024;

    private static readonly string[] s_formatNames = ["raw", "hex", "base64", "base64url"];

    public static Command Create()
    {
        var count = new Argument<long>("COUNT")
        {
            Description = "How many bytes, with K, M or G (or KiB, MiB, GiB) for powers of 1024.",
            CustomParser = ParseCount,
        };
        var format = new Option<OutputFormat>("--format", "-f")
        {
            Description = "How to write them; raw unless told otherwise.",
            HelpName = string.Join('|', s_formatNames),
            CustomParser = ParseFormat,
        };

        // Without the names that the values have in here.
        format.CompletionSources.Clear();
        format.CompletionSources.Add(s_formatNames);
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The file to write instead of standard output; - is standard output.",
            HelpName = "FILE",
        };
        output.Validators.Add(RefuseEmptyName);
        var threads = new Option<int?>("--threads", "-t")
        {
            Description = "How many threads make a long output, 1 to 1024; one per processor "
                + "unless told otherwise.",
            HelpName = "THREADS",
            CustomParser = ParseThreads,
        };

        var command = new Command(
            "bytes", "Write COUNT random bytes to standard output or to a file.")
        {
            count, format, output, threads,
        };
        command.Validators.Add(result => RequireCount(result, count));
        command.SetAction(parsed =>
        {
            string? path = parsed.GetValue(output);
            OutputFormat chosen = parsed.GetValue(format);
            if (path is null && chosen == OutputFormat.Raw && !Console.IsOutputRedirected)
            {
                Complaint.Write(Garbling);
                return ExitCode.WrongUsage;
            }

            ByteTransfer.Run(
                parsed.GetValue(count),
                chosen,
                path == "-" ? null : path,
                parsed.GetValue(threads) ?? Math.Min(Environment.ProcessorCount, MaxThreads));
            return ExitCode.Done;
        });
        return command;
    }

    private static long ParseCount(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!ByteCount.TryParse(text, out long bytes))
        {
            bool looksLikeOption = text.Length > 1 && text[0] == '-' && !char.IsDigit(text[1]);
            result.AddError(looksLikeOption
                ? $"There is no option '{text}'."
                : $"COUNT is {ByteCount.Form}; '{text}' is not.");
        }

        return bytes;
    }

    private static OutputFormat ParseFormat(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        int index = Array.IndexOf(s_formatNames, text);
        if (index < 0)
        {
            result.AddError(
                $"The format is one of {string.Join(", ", s_formatNames)}; '{text}' is not.");
        }

        return (OutputFormat)index;
    }

    private static int? ParseThreads(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int threads)
            || threads is < 1 or > MaxThreads)
        {
            result.AddError(
                $"THREADS is a whole number from 1 to {MaxThreads}; '{text}' is not.");
        }

        return threads;
    }

    private static void RequireCount(CommandResult result, Argument<long> count)
    {
        if (result.GetResult(count) is not { Tokens.Count: > 0 })
        {
            result.AddError("COUNT is missing: how many bytes to write.");
        }
    }

    private static void RefuseEmptyName(OptionResult result)
    {
        if (result.Tokens is [{ Value: "" }])
        {
            result.AddError("The name of the output file is empty.");
        }
    }
}
