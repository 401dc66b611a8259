using System.Runtime.InteropServices;

namespace VGetRandom.Managed.Search;

/// <summary>
/// Puts other content into ranges of the data pages, and sees whether the function does anything
/// else then than the generation and the readiness say.
/// </summary>
internal sealed class RngInfoRanges(RngInfoTrial trial)
{
    /// <summary>What is below all trials: at first what is there when this is made.</summary>
    public Content Baseline { get; private set; } =
        new("the first garbage", trial.StandIn.ToArray());

    public int Total => Baseline.Bytes.Length;

    /// <summary>Puts other content below all trials.</summary>
    public void MoveTo(Content baseline)
    {
        Baseline = baseline;
        Baseline.Bytes.CopyTo(trial.StandIn);
        trial.Restore();
    }

    /// <summary>Whether the function does anything else when a range has another content.</summary>
    /// <param name="first">The first byte of the range.</param>
    /// <param name="length">Its bytes, whole words.</param>
    /// <param name="value">What is put there, and taken away again.</param>
    /// <param name="callsKernel">Whether to try what needs a system call, too.</param>
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
    /// <returns>One word of it that does, or the least range of words that do only together.
    /// </returns>
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

    /// <summary>A reason that names a word, where one word is to blame.</summary>
    public Problem Blame(int first, int length, Content value) => new(
        (length > sizeof(uint)
            ? $"words between 0x{first:x} and 0x{first + length:x} matter together"
            : $"the word at 0x{first:x} matters too")
        + $", changed from {Baseline.Name} to {value.Name}");

    /// <summary>What all of the pages may hold, of which ranges are tried.</summary>
    /// <param name="Name">What a reason calls it.</param>
    /// <param name="Bytes">As many as the pages have.</param>
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
