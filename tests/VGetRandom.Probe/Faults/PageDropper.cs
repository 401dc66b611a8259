using VGetRandom.Kernel;

namespace VGetRandom.Probe.Faults;

/// <summary>Makes the kernel drop the pages of a ring's states while requests run on
/// them.</summary>
internal sealed class PageDropper(StateRing ring, Requester requester)
{
    private int _next;

    /// <summary>Drops by MADV_PAGEOUT, which does what the kernel does when it needs
    /// pages.</summary>
    public long Drops { get; private set; }

    /// <summary>How many of those drops began and ended within one request on the page's
    /// state.</summary>
    public long DropsWithinRequests { get; private set; }

    /// <summary>Drops by MADV_DONTNEED, which spares no page that has just been filled.</summary>
    public long OtherDrops { get; private set; }

    public void Run(Func<bool> isOver)
    {
        int spared = 0;
        for (int i = 0; !isOver(); i++)
        {
            // Try the page in use first. If there is nothing to drop, try one that rests.
            if (TryDropAtHand(i % 8 == 0 ? Libc.MADV_DONTNEED : Libc.MADV_PAGEOUT)
                || TryDropNext())
            {
                requester.Disturbed();
                spared = 0;
            }
            else if (++spared > ring.Count)
            {
                _ = Thread.Yield();
                spared = 0;
            }
        }
    }

    private bool TryDropAtHand(int advice)
    {
        long moment = requester.Moment;
        int index = requester.Index;
        if (!ring.TryDrop(index, advice))
        {
            return false;
        }

        if (advice == Libc.MADV_DONTNEED)
        {
            OtherDrops++;
            return true;
        }

        // The index does not change during a request, so the drop hit the state of this one.
        DropsWithinRequests += moment % 2 != 0 && moment == requester.Moment ? 1 : 0;
        Drops++;
        return true;
    }

    private bool TryDropNext()
    {
        _next = (_next + 1) % ring.Count;
        if (!ring.TryDrop(_next, Libc.MADV_PAGEOUT))
        {
            return false;
        }

        Drops++;
        return true;
    }
}
