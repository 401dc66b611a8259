using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using VGetRandom.Cli.Help;
using VGetRandom.Cli.Output;
using VGetRandom.Uuids;

namespace VGetRandom.Cli.Values;

/// <summary><c>vgetrandom uuid</c>: writes UUIDs.</summary>
internal static class UuidCommand
{
    private const int TextBytes = 36;
    private const int BatchBytes = 1024 * 16;

    public static Topic Topic => new()
    {
        Paragraphs =
        [
            """
            The command writes UUIDs (RFC 9562) in lower case. Version 4 has 122 random bits.
            """,
            """
            Version 7 begins with the time in milliseconds, so UUIDs that are made later sort later;
            most of the rest is random. A run that makes more than 4096 in a millisecond gets ahead
            of the clock and waits for it before it ends, so that the UUIDs of the next run sort
            later, too. Between runs this fails if the clock is set back; within one run only if it
            is set back by more than an hour.
            """,
            """
            Name-based UUIDs (versions 3 and 5) are not random: uuidgen makes them.
            """,
        ],
        Examples =
        [
            new("vgetrandom uuid", "One UUID."),
            new("vgetrandom uuid --v7 --count 5", "Five that sort by time."),
            new("vgetrandom uuid -n 1M > ids.txt", "A million."),
        ],
    };

    public static Command Create()
    {
        Option<long> count = ItemCount.Option("How many UUIDs to write");
        var isOrdered = new Option<bool>("--v7", "-7")
        {
            Description = "Write version 7, which sorts by time, instead of version 4.",
        };
        var command = new Command("uuid", "Write random UUIDs, one per line.") { count, isOrdered };
        command.SetAction(parsed =>
        {
            long wanted = parsed.GetValue(count);
            if (parsed.GetValue(isOrdered))
            {
                LineOutput.WriteLines(
                    wanted, output => Write(output, KernelRandom.CreateVersion7()));

                // The next run has no more than the clock to go by.
                UuidTime.OfProcess.WaitForClock();
            }
            else
            {
                WriteVersion4(wanted);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteVersion4(long count)
    {
        using var memory = new NativeBuffer(BatchBytes);
        using var output = new LineOutput();
        Span<Guid> batch = MemoryMarshal.Cast<byte, Guid>(memory.Bytes);
        while (count > 0 && !output.IsOver)
        {
            Span<Guid> drawn = batch[..(int)Math.Min(count, batch.Length)];
            KernelRandom.NewGuids(drawn);
            foreach (ref readonly Guid uuid in drawn)
            {
                Write(output, uuid);
                output.EndLine();
            }

            count -= drawn.Length;
        }

        output.Flush();
    }

    private static void Write(LineOutput output, in Guid uuid)
    {
        bool isWhole = uuid.TryFormat(output.Room(TextBytes), out int length);
        Debug.Assert(isWhole && length == TextBytes, "a UUID has 36 characters");
        output.Advance(length);
    }
}
