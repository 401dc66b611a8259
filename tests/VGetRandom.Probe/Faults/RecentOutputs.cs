namespace VGetRandom.Probe.Faults;

/// <summary>Remembers some of the outputs of all threads, and counts those that come again. A run
/// of any length has room for this.</summary>
/// <remarks>
/// Each word has one place, whichever thread drew it, and stays there until another word takes the
/// place. A stale batch or a vanished key would repeat a word soon. By chance, a word is there
/// already once in 2^46 words.
/// </remarks>
internal sealed class RecentOutputs(Figures figures)
{
    private const int Places = 1 << 18;
    private static readonly ulong[] s_words = new ulong[Places];

    /// <summary>Checks all of an output for zeros, and its last words for repeats.</summary>
    public void Note(ReadOnlySpan<ulong> output)
    {
        const int MaxNoted = 2;
        if (output.Contains(0UL))
        {
            figures.AddViolations(1, 0);
        }

        foreach (ulong word in output[Math.Max(0, output.Length - MaxNoted)..])
        {
            // One exchange takes the old word and puts the new one in, so that two threads with the
            // same word cannot both miss it.
            ulong before = Interlocked.Exchange(ref s_words[word % Places], word);
            if (before == word)
            {
                figures.AddViolations(0, 1);
            }
        }
    }
}
