using System.Runtime.InteropServices;

namespace VGetRandom.Managed.Search;

/// <summary>Puts other content into ranges of the data pages, and sees whether the function then
/// does anything but what generation and readiness say.</summary>
internal sealed class RngInfoRanges(RngInfoTrial trial)
{
    /// <summary>The content beneath all trials; at first, the pages' content at construction.
    /// </summary>
    public Content Baseline { get; private set; } =
        new("the first garbage", trial.StandIn.ToArray());

    public int Total => Baseline.Bytes.Length;

    /// <summary>Changes the content beneath all trials.</summary>
    public void MoveTo(Content baseline)
    {
        Baseline = baseline;
        Baseline.Bytes.CopyTo(trial.StandIn);
        trial.Restore();
    }

    /// <summary>Whether the function does anything else when a range has another content.</summary>
    /// <param name="first">The first byte of the range.</param>
    /// <param name="length">Its length in bytes, whole words.</param>
    /// <param name="value">What to put there for the trial.</param>
    /// <param name="callsKernel">Whether to try what needs a system call too.</param>
    public bool Matters(int first, int length, Content value, bool callsKernel)
    {
        Span<byte> range = trial.StandIn.Slice(first, length);
        value.Bytes.AsSpan(first, length).CopyTo(range);
        trial.Restore();
        bool matters = callsKernel ? !trial.DoesAllThree() : !trial.Keeps();
        Baseline.Bytes.AsSpan(first, length).CopyTo(range);
        trial.Restore();
        return matters;
    }

    /// <summary>Bisects a range that matters.</summary>
    /// <returns>One word that matters by itself, or the smallest range of words that matter
    /// together.</returns>
    public (int First, int Length) Narrow(int first, int length, Content value)
    {
        while (length > sizeof(uint))
        {
            int half = length / 2 / sizeof(uint) * sizeof(uint);
            if (Matters(first, half, value, callsKernel: true))
            {
                length = half;
            }
            else if (Matters(first + half, length - half, value, callsKernel: true))
            {
                first += half;
                length -= half;
            }
            else
            {
                break;
            }
        }

        return (first, length);
    }

    /// <summary>A reason that names the word, if a single word is to blame.</summary>
    public Problem Blame(int first, int length, Content value) => new(
        (length > sizeof(uint)
            ? $"words between 0x{first:x} and 0x{first + length:x} matter together"
            : $"the word at 0x{first:x} matters too")
        + $", changed from {Baseline.Name} to {value.Name}");

    /// <summary>A content for all of the pages; trials use ranges of it.</summary>
    /// <param name="Name">Its name in a reason.</param>
    /// <param name="Bytes">As many bytes as the pages have.</param>
    internal sealed record Content(string Name, byte[] Bytes)
    {
        public static Content Of(string name, uint word, int length)
        {
            byte[] bytes = new byte[length];
            MemoryMarshal.Cast<byte, uint>(bytes.AsSpan()).Fill(word);
            return new(name, bytes);
        }
    }
}
