using System.Runtime.CompilerServices;

namespace VGetRandom.Generator;

/// <summary>Decides when to make the experiment, and keeps its last result.</summary>
/// <remarks>
/// A reseed, a dropped page or a generator that is not ready can spoil the experiment. So later
/// requests repeat it, less and less often, and never give up. All zeros mean that no request has
/// made the experiment. Thread-safe without a lock: several threads can make it at once, and the
/// first place found stays.
/// </remarks>
internal struct WitnessSchedule
{
    /// <summary>The longest pause between experiments, in requests.</summary>
    public const int LongestPause = 1 << 16;

    private const int FirstPause = 64;

    // Counts requests, because reading a clock can be a system call. Lost counts do no harm.
    private int _requestsToWait;
    private int _pause;
    private int _verdict;
    private ulong _place;

    /// <summary>Whether there is a witness.</summary>
    public readonly bool IsFound => Volatile.Read(in _place) != 0;

    /// <summary>Where to look, or no place.</summary>
    public readonly WitnessPlace Place
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Volatile.Read(in _place));
    }

    /// <summary>The result of the experiments; also Found before the first one.</summary>
    public readonly WitnessVerdict Verdict =>
        IsFound ? WitnessVerdict.Found : (WitnessVerdict)Volatile.Read(in _verdict);

    /// <summary>Whether the present request should make the experiment.</summary>
    public bool TryBegin()
    {
        if (_requestsToWait > 0)
        {
            _requestsToWait--;
            return false;
        }

        // Set the pause before the experiment, because the thread may never finish that.
        _pause = Math.Clamp(2 * _pause, FirstPause, LongestPause);
        _requestsToWait = _pause;
        return true;
    }

    /// <summary>Notes the result.</summary>
    /// <param name="verdict">Unless it is Found, a place that another thread found stays.</param>
    /// <param name="place">Where to look, or no place.</param>
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
