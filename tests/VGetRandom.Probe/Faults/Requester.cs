using System.Runtime.InteropServices;

namespace VGetRandom.Probe.Faults;

/// <summary>Makes requests on one state after the other, on the ring's own thread.</summary>
// SAFETY: the buffer has room for the longest request.
internal sealed unsafe class Requester(StateRing ring, Action<ReadOnlySpan<ulong>> noteOutput)
{
    private const int ChunkBytes = 64 << 10;
    private const int PatienceMs = 100;
    private readonly ulong* _buffer = (ulong*)NativeMemory.Alloc(ChunkBytes);
    private int _index;
    private long _moment;
    private long _progress;

    public long Requests => Volatile.Read(ref _moment) / 2;

    public long Bytes { get; private set; }

    /// <summary>The index of the state that requests are made on.</summary>
    public int Index => Volatile.Read(ref _index);

    /// <summary>A number that is odd during a request, and different for each.</summary>
    public long Moment => Volatile.Read(ref _moment);

    /// <summary>Tells the requester that a page was dropped, so another round is
    /// worthwhile.</summary>
    public void Disturbed() => Volatile.Write(ref _progress, _progress + 1);

    public void Run(Func<bool> isOver)
    {
        long round = 0;
        while (!isOver())
        {
            long progress = Volatile.Read(ref _progress);
            for (int i = 0; i < ring.Count; i++)
            {
                Volatile.Write(ref _index, i);
                ring.Turn(i);
                Visit((int)((round + i) & 0x3FF));
            }

            round++;
            AwaitDrops(progress, isOver);
        }
    }

    /// <summary>Yields, though not for long, until an eighth of the ring is dropped.</summary>
    /// <remarks>On a busy machine the dropping thread would not keep up, and requests on full
    /// states show nothing.</remarks>
    private void AwaitDrops(long before, Func<bool> isOver)
    {
        long end = Environment.TickCount64 + PatienceMs;
        while (Volatile.Read(ref _progress) - before < ring.Count / 8
            && Environment.TickCount64 < end
            && !isOver())
        {
            _ = Thread.Yield();
        }
    }

    /// <summary>Requests a number, sometimes more, and now and then the largest chunk.</summary>
    private void Visit(int turn)
    {
        Request(8);
        if (turn % 8 == 1)
        {
            Request(112);
        }

        if (turn % 16 == 2)
        {
            Request(384);
            Request(1024);
        }

        if (turn == 3)
        {
            Request(ChunkBytes);
        }
    }

    private void Request(int bytes)
    {
        Volatile.Write(ref _moment, _moment + 1);
        ring.Backend.Fill((byte*)_buffer, (nuint)bytes);
        Volatile.Write(ref _moment, _moment + 1);
        Bytes += bytes;
        noteOutput(new(_buffer, bytes / sizeof(ulong)));
    }
}
