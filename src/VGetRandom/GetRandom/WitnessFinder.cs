namespace VGetRandom.GetRandom;

/// <summary>When the experiment is made, and what it showed last.</summary>
/// <remarks>
/// A reseed or a dropped page can spoil it, and so can a generator that is not ready. So it is made
/// again at later requests, ever more seldom, and never fails for life. All zeros mean that it has
/// not been made. Thread-safe without a lock: two threads may make it at a time, and find the same.
/// </remarks>
internal struct WitnessFinder
{
    private const int FirstPause = 64;
    private const int LongestPause = 1 << 16;

    // Requests, for a clock may be a system call. That some are not counted does no harm.
    private int _requestsToWait;
    private int _pause;
    private int _verdict;
    private int _isFound;

    /// <summary>Whether there is a witness, whose place can be read.</summary>
    public readonly bool IsFound => Volatile.Read(in _isFound) != 0;

    /// <summary>What the last experiment showed; also Found before there was any.</summary>
    public readonly WitnessVerdict Verdict => (WitnessVerdict)Volatile.Read(in _verdict);

    /// <summary>Whether the request at hand should make the experiment.</summary>
    public bool TryBegin()
    {
        if (_requestsToWait > 0)
        {
            _requestsToWait--;
            return false;
        }

        // Before the experiment: the thread may never come to its end.
        _pause = Math.Clamp(2 * _pause, FirstPause, LongestPause);
        _requestsToWait = _pause;
        return true;
    }

    /// <summary>Notes what it showed.</summary>
    /// <param name="verdict">If Found, the place can be read by all threads from here on.</param>
    public void End(WitnessVerdict verdict)
    {
        Volatile.Write(ref _verdict, (int)verdict);
        if (verdict == WitnessVerdict.Found)
        {
            Volatile.Write(ref _isFound, 1);
        }
    }
}
