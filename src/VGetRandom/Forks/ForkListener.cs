using VGetRandom.Diagnostics;
using VGetRandom.Kernel;

namespace VGetRandom.Forks;

/// <summary>Threads that wait for the kernel's events, so that requests need not.</summary>
/// <param name="forks">The guard.</param>
/// <param name="open">Subscribes to the events.</param>
internal sealed class ForkListener<TKernel>(
    ForkGuard<TKernel> forks, Func<Attempt<IForkEvents>> open)
    where TKernel : struct, IKernel
{
    // So long a thread waits for an event before it looks at the clock.
    private const int StepMs = 10;

    /// <summary>Begins to listen, unless no fork would be seen.</summary>
    public void Start()
    {
        // A thread that never ends would keep a collectible context from unloading.
        if (forks.SeesForks && !typeof(ForkListener<TKernel>).Assembly.IsCollectible)
        {
            forks.OnFork = mark => StartThread(events => Watch(events, mark));
            StartThread(Listen);
        }
    }

    /// <summary>Waits for forks that no request meets early, for as long as there are events.
    /// </summary>
    /// <remarks>
    /// What comes after the counter was seen to change, and the queue was emptied, is of a reseed
    /// with the ID that the machine has now. What was in the queue may be of an earlier fork, saved
    /// with the machine: it is believed only when no other comes before the bound.
    /// </remarks>
    internal void Listen(IForkEvents events)
    {
        int told;
        do
        {
            told = events.Wait(timeoutMs: -1);
            ulong known = forks.Known.Known;
            if (told > 0 && !forks.IsKnown(out ulong mark))
            {
                told = events.Drain();
                told = told < 0 ? told : Await(events, mark);
                if (told >= 0)
                {
                    End(mark, known);
                }
            }
        }
        while (told >= 0);
    }

    /// <summary>Waits for the event of a fork that a request has met.</summary>
    /// <remarks>The queue is new, and so nothing in it is of an earlier fork.</remarks>
    internal void Watch(IForkEvents events, ulong mark)
    {
        ulong known = forks.Known.Known;
        if (known != mark && Await(events, mark) > 0)
        {
            End(mark, known);
        }
    }

    /// <summary>Waits for an event until the bound.</summary>
    private int Await(IForkEvents events, ulong mark)
    {
        int told;
        do
        {
            told = events.Wait(StepMs);
        }
        while (told == 0
            && !forks.IsKnown(out ulong now)
            && now == mark
            && !forks.Known.HasPassed(forks.Kernel, mark));
        return told;
    }

    private void End(ulong mark, ulong known)
    {
        if (forks.Known.TryEnd(mark, known))
        {
            Activity.PassedMachineFork();
        }
    }

    private void StartThread(Action<IForkEvents> act)
    {
        try
        {
            // In the background: a process that is done does not wait for it.
            new Thread(() => Run(act)) { IsBackground = true }.UnsafeStart();
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            // Then requests see the reseed themselves, or wait for the bound.
        }
    }

    private void Run(Action<IForkEvents> act)
    {
        Attempt<IForkEvents> events = open();
        if (events.Succeeded)
        {
            using (events.Value)
            {
                act(events.Value);
            }
        }
    }
}
