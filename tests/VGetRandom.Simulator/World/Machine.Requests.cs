namespace VGetRandom.Simulator.World;

// SAFETY: buffers lie in the memory's arena, 1024 bytes for each depth.
internal sealed unsafe partial class Machine
{
    /// <summary>Makes a request, and looks at what it gives and leaves behind.</summary>
    /// <param name="subject">Who serves it.</param>
    /// <param name="length">How many bytes.</param>
    public void Request(ISubject subject, int length)
    {
        byte* buffer = Memory.Ordinary + ((Depth + 1) * 1024);
        Memory.SetTags(buffer, length, Tag.Unwritten);
        int reseeds = Reseeds;
        int start = Steps;
        int lastDataStep = _lastDataStep;
        int firstFault = _nextFault;
        bool mayFail = _nextAnswer is not null;
        _requestStep = Depth == 0 ? Steps : _requestStep;

        Depth++;
        nint result = subject.Request(buffer, (nuint)length);
        Depth--;

        for (int i = firstFault; i < _nextFault; i++)
        {
            mayFail |= _plan.Faults[i].IsFailure;
        }

        CheckResult(result, length, mayFail);
        if (result > 0)
        {
            // What had all its bytes before the fork is the caller's, on both sides.
            bool isCopied = ForkStep > start
                && (ForkStep > _lastDataStep || (_isVmFork && subject.HasOneKey));
            ReadOnlySpan<long> tags = subject.IsValue
                ? ValueTags(length)
                : Memory.TagsAt(buffer, (int)result);
            Ledger.HandOut(tags, Provenance, reseeds, Steps, isCopied);
        }

        _lastDataStep = lastDataStep;
        if (Depth == 0)
        {
            Ledger.CheckForgotten(Memory.DroppableTags, Provenance);
        }
    }

    private static void CheckResult(nint result, int length, bool mayFail)
    {
        if (result == length || (mayFail && result < length))
        {
            return;
        }

        throw new Violation("I8", $"{result} for a request of {length} bytes");
    }

    private long[] ValueTags(int length)
    {
        long[] tags = new long[length];
        for (int i = 0; i < length; i++)
        {
            tags[i] = _valueTag < 0 ? _valueTag : _valueTag + i;
        }

        return tags;
    }
}
