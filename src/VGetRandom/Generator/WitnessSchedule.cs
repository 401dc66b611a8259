using System.Runtime.CompilerServices;

namespace VGetRandom.Generator;

/// <summary>When the experiment is made, and what it showed last.</summary>
/// <remarks>
/// A reseed or a dropped page can spoil it, and so can a generator that is not ready. So it is made
/// again at later requests, ever more seldom, and never fails for life. All zeros mean that it has
/// not been made. Thread-safe without a lock: several threads may make it at a time, and the first
/// place that is found stays.
/// </remarks>
internal struct WitnessSchedule
{
    /// <summary>Requests without a trial, however often it failed.</summary>
    public const int LongestPause = 1 << 16;

    private const int FirstPause = 64;

    // Requests, for a clock may be a system call. That some are not counted does no harm.
    private int _requestsToWait;
    private int _pause;
    private int _verdict;
    private ulong _place;

    /// <summary>Whether there is a witness.</summary>
    public readonly bool IsFound => Volatile.Read(in _place) != 0;

    /// <summary>Where to look, or nothing.</summary>
    public readonly WitnessPlace Place
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Volatile.Read(in _place));
    }

    /// <summary>What the experiments showed so far; also Found before there was any.</summary>
    public readonly WitnessVerdict Verdict =>
        IsFound ? WitnessVerdict.Found : (WitnessVerdict)Volatile.Read(in _verdict);

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
    /// <param name="verdict">If it is not Found, a place that another thread found stays.</param>
    /// <param name="place">Where to look, or nothing.</param>
    public void End(WitnessVerdict verdict, WitnessPlace place)
    {
        if (verdict == WitnessVerdict.Found)
        {
            _ = Interlocked.CompareExchange(ref _place, place.Packed, 0UL);
        }
        else
        {
            Volatile.Write(ref _verdict, (int)verdict);
        }
    }
}
