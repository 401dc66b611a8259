namespace VGetRandom.Probe.Faults;

/// <summary>
/// Remembers some of the outputs of all threads, and counts those that come again: what a run of
/// any length has room for.
/// </summary>
/// <remarks>
/// A word has one place, whatever thread it is drawn by, and stays there until another one takes
/// it. A repeat from a stale batch or a vanished key comes soon, if it comes. By chance a word is
/// there already once in 2^46 words that are noted.
/// </remarks>
internal sealed class RecentOutputs(Figures figures)
{
    private const int Places = 1 << 18;
    private static readonly ulong[] s_words = new ulong[Places];

    /// <summary>Looks at all of an output for zeros, and at its last words for repeats.</summary>
    public void Note(ReadOnlySpan<ulong> output)
    {
        const int MaxNoted = 2;
        if (output.Contains(0UL))
        {
            figures.AddViolations(1, 0);
        }

        foreach (ulong word in output[Math.Max(0, output.Length - MaxNoted)..])
        {
            // Taken out and put in at once, so that two threads with one word cannot both miss it.
            ulong before = Interlocked.Exchange(ref s_words[word % Places], word);
            if (before == word)
            {
                figures.AddViolations(0, 1);
            }
        }
    }
}
