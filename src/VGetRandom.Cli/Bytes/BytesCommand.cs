using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using VGetRandom.Cli.Help;
using VGetRandom.Cli.Values;

namespace VGetRandom.Cli.Bytes;

/// <summary><c>vgetrandom bytes</c>: writes random bytes.</summary>
internal static class BytesCommand
{
    private const string Garbling =
        "Raw bytes would garble the terminal. "
        + "Choose --format hex, or -o - to write them anyway.";

    public static Topic Topic => new()
    {
        Paragraphs =
        [
            """
            Every format but raw is one line of text with a line break at its end. A COUNT of 0
            writes nothing at all. The command sends raw bytes to a terminal only if -o - asks for
            it. When the reader closes the pipe, the command ends at once, quietly, with exit
            status 0.
            """,
            """
            If FILE does not exist, the command creates it, and only its owner may read and write it
            (mode 0600). If it exists, the command overwrites it and keeps its permissions. If the
            command is interrupted or fails while it writes, it leaves a partial file.
            """,
        ],
        Sections =
        [
            new("Formats", "",
                new("raw", "The bytes as they are, with nothing added; this is the default."),
                new("hex", "Two lower-case digits for each byte."),
                new("hex-upper", "Two upper-case digits for each byte."),
                new("base32", "RFC 4648, section 6, with padding."),
                new("base64", "RFC 4648, section 4, with padding."),
                new("base64url",
                    "RFC 4648, section 5, for URLs and file names, without padding.")),
        ],
        Examples =
        [
            new("vgetrandom bytes 32 --format hex", "A 256-bit key as text."),
            new("vgetrandom bytes 16 -f base64url", "A token for a URL."),
            new("vgetrandom bytes 4K -o seed.bin", "4096 bytes in a file."),
            new("vgetrandom bytes 100G > /dev/sdX", "Overwrite a disk."),
            new("vgetrandom bytes 10G | pv > /dev/null", "How fast is it here?"),
        ],
    };

    private const int MaxThreads = 1024;

    private static readonly string[] s_formatNames =
        ["raw", "hex", "hex-upper", "base32", "base64", "base64url"];

    public static Command Create()
    {
        var count = new Argument<long>("COUNT")
        {
            Description =
                "How many bytes; K, M, G and T (or KiB, MiB, GiB and TiB) are powers of 1024.",
            CustomParser = ParseCount,
        };
        var format = new Option<OutputFormat>("--format", "-f")
        {
            Description = "How to write them; see below.",
            HelpName = "FORMAT",
            CustomParser = ParseFormat,
        };

        // Without the names that the values have in here.
        format.CompletionSources.Clear();
        format.CompletionSources.Add(s_formatNames);
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write to this file instead of standard output; - is standard output.",
            HelpName = "FILE",
        };
        output.Validators.Add(RefuseEmptyName);
        var threads = new Option<int?>("--threads", "-t")
        {
            Description =
                "How many threads make a long output, 1 to 1024; by default one per processor.",
            HelpName = "THREADS",
            CustomParser = ParseThreads,
        };

        var command = new Command(
            "bytes", "Write random bytes.")
        {
            count, format, output, threads,
        };
        RequiredArguments.Require(command, count);
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
            result.AddError($"COUNT is {ByteCount.Form}; '{text}' is not.");
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
                $"FORMAT is one of {string.Join(", ", s_formatNames)}; '{text}' is not.");
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

    private static void RefuseEmptyName(OptionResult result)
    {
        if (result.Tokens is [{ Value: "" }])
        {
            result.AddError("The name of the output file is empty.");
        }
    }
}
