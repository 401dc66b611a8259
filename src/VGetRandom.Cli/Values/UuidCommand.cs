using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using VGetRandom.Cli.Output;
using VGetRandom.Uuids;

namespace VGetRandom.Cli.Values;

/// <summary><c>vgetrandom uuid</c>: writes UUIDs.</summary>
internal static class UuidCommand
{
    public const string Notes = """
        UUIDs (RFC 9562), one a line, in lower case. Version 4 is random, in 122 of its bits.
        Version 7 begins with the time in milliseconds, so those that are made later sort later;
        most of the rest is random. A run that makes more than 4096 in a millisecond gets ahead of
        the clock, and waits for it before it ends: so the next run's sort later, too. This order
        ends where the clock is set back; within a run, where it is set back by more than an hour.

        Examples:
          vgetrandom uuid
          vgetrandom uuid --v7 --count 5
          vgetrandom uuid -n 1M > ids.txt                  a million
        """;

    private const int TextBytes = 36;
    private const int BatchBytes = 1024 * 16;

    public static Command Create()
    {
        Option<long> count = ItemCount.Option("How many");
        var isOrdered = new Option<bool>("--v7", "-7")
        {
            Description = "Version 7, in the order of time, instead of version 4.",
        };
        var command = new Command("uuid", "Write random UUIDs, one a line.") { count, isOrdered };
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
