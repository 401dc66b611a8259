using System.Diagnostics;
using VGetRandom.ChaCha20;
using VGetRandom.Kernel;

namespace VGetRandom.Simulator.World;

// SAFETY: the memory checks every address.
internal sealed unsafe partial class Machine
{
    // If nobody waits for the generator before, it becomes ready by itself after this many steps.
    private const int StepsUntilReady = 60;

    private readonly Queue<FaultKind> _afterAnswer = new();
    private FaultKind? _nextAnswer;
    private bool _isAnswering;
    private bool _isMemoryShort;
    private bool _isCallBypassed;
    private bool _isEveryCallBypassed;
    private bool _wasSeenReady;
    private int _answers;
    private int _readyAt;
    private long _valueTag;

    public bool IsReady
    {
        get
        {
            _wasSeenReady |= Steps >= _readyAt;
            return Steps >= _readyAt;
        }
    }

    /// <summary>Notes which bytes the last value was read from.</summary>
    public void NoteValue(byte* source, int count) => _valueTag = Memory.StreamAt(source, count);

    /// <summary>Reads the key at an address word by word and returns its tag.</summary>
    public long ReadKey(byte* key)
    {
        Span<long> tags = stackalloc long[ChaCha20Blocks.KeyBytes];
        for (int i = 0; i < ChaCha20Blocks.KeyBytes; i += sizeof(ulong))
        {
            Step("read key", (nint)(key + i), sizeof(ulong));
            Memory.Check(key + i, sizeof(ulong));
            TouchData();
            Memory.TagsAt(key + i, sizeof(ulong)).CopyTo(tags[i..]);
        }

        return Provenance.KeyOf(tags);
    }

    /// <summary>Makes the system call, which fails as the plan says or returns random
    /// bytes.</summary>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="length">How many bytes.</param>
    /// <param name="flags">The flags of getrandom(2).</param>
    /// <param name="mayWait">Whether the call may wait for the generator.</param>
    public nint Answer(byte* buffer, nuint length, uint flags, bool mayWait = true)
    {
        Step("getrandom(2)", (nint)buffer, (int)length);
        FaultKind? kind = _nextAnswer;
        _nextAnswer = null;
        if (kind is { } given)
        {
            Count(given);
        }

        switch (kind)
        {
            case FaultKind.Interrupted:
                return -Errno.EINTR;
            case FaultKind.NotNow:
                return -Errno.EAGAIN;
            case FaultKind.Refused:
                return -Errno.ENOSYS;
            default:
                break;
        }

        if (!IsReady)
        {
            if ((flags & GetRandomAbi.GRND_NONBLOCK) != 0)
            {
                return -Errno.EAGAIN;
            }

            if (!mayWait)
            {
                throw new Violation("I6", "a call that must not wait waits for the generator");
            }

            _readyAt = Steps;
            _wasSeenReady = true;
        }

        // The process is in the kernel, so signals, forks and other threads come before or after.
        // If the machine is cloned in the middle, both sides get the same bytes: preventing that is
        // the kernel's job, not ours.
        _isAnswering = true;
        int answered = kind == FaultKind.Short ? (int)length / 2 : (int)length;
        long stream = Provenance.AnswerOf(_branch, _answers++, Reseeds);
        for (int i = 0; i < answered; i += sizeof(ulong))
        {
            Step("answer to", (nint)(buffer + i), sizeof(ulong));
            int size = Math.Min(answered - i, sizeof(ulong));
            Memory.Check(buffer + i, size);
            TouchData();
            Memory.SetStream(buffer + i, size, stream + i);
        }

        Step();
        _isAnswering = false;
        while (_afterAnswer.TryDequeue(out FaultKind waiting))
        {
            Apply(waiting);
        }

        return answered;
    }

    /// <summary>mmap(2) of droppable memory.</summary>
    public nint Map(nuint length)
    {
        Step("mmap(2)");
        return IsMemoryShort() ? -Errno.ENOMEM
            : Memory.Map((int)length) is not 0 and var address ? address
            : -Errno.ENOMEM;
    }

    /// <summary>mmap(2) of memory that the kernel does not drop.</summary>
    public nint MapTable(nuint length)
    {
        Step("mmap(2) of a table");
        return IsMemoryShort() ? -Errno.ENOMEM : Memory.MapTable(length);
    }

    public int Advise(nint address, nuint length, int advice)
    {
        Step("madvise(2)");
        if (advice == Libc.MADV_DONTNEED)
        {
            Memory.Drop(address, (int)length);
        }

        return 0;
    }

    public int Unmap(nint address, nuint length)
    {
        Step("munmap(2)");
        Memory.Unmap(address, (int)length);
        return 0;
    }

    /// <summary>Whether the function makes the system call instead.</summary>
    public bool IsBypassed()
    {
        Step("the function");
        if (_isCallBypassed)
        {
            Count(FaultKind.Bypass);
            _isCallBypassed = false;
            return true;
        }

        return _isEveryCallBypassed;
    }

    private void ResetAnswers()
    {
        _afterAnswer.Clear();
        _nextAnswer = null;
        _isAnswering = _isMemoryShort = _wasSeenReady = false;
        _isCallBypassed = _isEveryCallBypassed = false;
        _answers = _readyAt = 0;
    }

    private bool IsMemoryShort()
    {
        if (_isMemoryShort)
        {
            Count(FaultKind.NoMemory);
        }

        bool isShort = _isMemoryShort;
        _isMemoryShort = false;
        return isShort;
    }

    /// <summary>Holds back what cannot happen within the kernel until the call is over.</summary>
    private bool IsWaitingForAnswer(FaultKind kind)
    {
        bool isWaiting = _isAnswering && kind
            is FaultKind.Signal or FaultKind.Fork or FaultKind.VmFork or FaultKind.Switch
                or FaultKind.CountedFork or FaultKind.CountedReseed or FaultKind.CountAlone;
        if (isWaiting)
        {
            _afterAnswer.Enqueue(kind);
        }

        return isWaiting;
    }

    private void PrepareAnswer(FaultKind kind)
    {
        switch (kind)
        {
            case FaultKind.NoMemory:
                _isMemoryShort = true;
                break;
            case FaultKind.Bypass:
                _isCallBypassed = true;
                break;
            case FaultKind.Bypasses when _subject.HasFunction:
                Count(kind);
                _isEveryCallBypassed = true;
                break;
            case FaultKind.Unready:
                // A generator that was ready once stays ready.
                if (!_wasSeenReady)
                {
                    Count(kind);
                    _readyAt = Steps + StepsUntilReady;
                }

                break;
            case FaultKind.Bypasses:
                break;
            case FaultKind.Interrupted or FaultKind.NotNow or FaultKind.Refused or FaultKind.Short:
                _nextAnswer = kind;
                break;
            default:
                throw new UnreachableException($"nobody knows what {kind} does");
        }
    }
}
