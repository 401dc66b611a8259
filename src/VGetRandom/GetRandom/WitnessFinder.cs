namespace VGetRandom.GetRandom;

/// <summary>When the experiment is made, and what it showed last. Thread-safe.</summary>
/// <remarks>
/// A reseed or a dropped page can spoil it, so it is made again: now, and then at later requests,
/// ever more seldom. It never fails for life.
/// </remarks>
internal sealed class WitnessFinder
{
    private const long FirstPauseMs = 100;
    private const long LongestPauseMs = 100_000;

    private long _nextMs = long.MinValue;
    private long _pauseMs = FirstPauseMs;
    private int _isBusy;
    private volatile bool _isFound;
    private volatile WitnessVerdict _verdict = WitnessVerdict.Found;

    /// <summary>Whether there is a witness, which has been published.</summary>
    public bool IsFound => _isFound;

    /// <summary>Why there is none so far, with a space before it, or null.</summary>
    public string? Problem => _isFound || _verdict == WitnessVerdict.Found
        ? null
        : $" It cannot vouch for a batch: {WitnessVerdicts.Describe(_verdict)}";

    /// <summary>Whether the calling thread should make the experiment now.</summary>
    public bool TryBegin() =>
        Environment.TickCount64 >= Volatile.Read(ref _nextMs)
        && Interlocked.CompareExchange(ref _isBusy, 1, 0) == 0;

    /// <summary>Notes what it showed.</summary>
    /// <returns>Whether a witness was found, which is then to be published.</returns>
    public bool End(WitnessVerdict verdict)
    {
        _verdict = verdict;
        if (verdict == WitnessVerdict.Found)
        {
            return true;
        }

        Volatile.Write(ref _nextMs, Environment.TickCount64 + _pauseMs);
        _pauseMs = Math.Min(2 * _pauseMs, LongestPauseMs);
        Volatile.Write(ref _isBusy, 0);
        return false;
    }

    /// <summary>From here on there is a witness.</summary>
    public void Publish() => _isFound = true;
}
