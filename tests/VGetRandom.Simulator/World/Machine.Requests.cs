namespace VGetRandom.Simulator.World;

// SAFETY: buffers lie in the memory's arena, 1024 bytes for each depth of each lane.
internal sealed unsafe partial class Machine
{
    private const int BufferBytes = 1024;

    /// <summary>Makes a request, and checks what it returns and leaves behind.</summary>
    private void Request(ISubject subject, int length)
    {
        Lane lane = Running;
        byte* buffer = Memory.Kept
            + (((lane.Index * (MaxDepth + 1)) + lane.Depth + 1) * BufferBytes);
        Memory.SetTags(buffer, length, Tag.Unwritten);
        Requests++;
        int reseeds = Reseeds;
        int start = Steps;
        int lastDataStep = lane.LastDataStep;
        int lastLookStep = lane.LastLookStep;
        int lastCounterStep = lane.LastCounterStep;
        int firstFault = _nextFault;
        bool mayFail = _nextAnswer is not null;
        bool isShort = _nextAnswer == FaultKind.Short;
        lane.RequestStart = lane.Depth == 0 ? lane.Steps : lane.RequestStart;

        Trace?.Add(this, $"== request of {length} bytes");
        lane.Depth++;
        nint result = subject.Request(buffer, (nuint)length);
        lane.Depth--;
        Trace?.Add(this, $"== {result}");

        for (int i = firstFault; i < _nextFault; i++)
        {
            mayFail |= _plan.Faults[i].IsFailure;
            isShort |= _plan.Faults[i].Kind == FaultKind.Short;
        }

        CheckResult(result, length, mayFail);
        if (result > 0)
        {
            // A request that had all its bytes before the fork returns them on both sides. One put
            // together from several answers of the kernel is as old as the first answer.
            bool isSettled = ForkStep
                > (_isCountedFork ? lane.LastCounterStep
                    : _isVmFork && subject.IsVouchedFor ? lane.LastLookStep
                    : lane.LastDataStep);
            bool isCopied = ForkStep > start
                && (isSettled
                    || (_isVmFork && (isShort || subject.HasOneKey((nuint)length))));
            ReadOnlySpan<long> tags = subject.IsValue
                ? ValueTags(length)
                : Memory.TagsAt(buffer, (int)result);
            Ledger.HandOut(tags, Provenance, reseeds, Steps, isCopied);
        }

        lane.LastDataStep = lastDataStep;
        lane.LastLookStep = lastLookStep;
        lane.LastCounterStep = lastCounterStep;
        if (lane.Depth > 0)
        {
            return;
        }

        Ledger.CheckForgotten(Memory, Provenance);
        if (_isForkDue)
        {
            _isForkDue = false;
            Part(FaultKind.Fork);
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
