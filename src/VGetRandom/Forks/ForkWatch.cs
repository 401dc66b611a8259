using VGetRandom.Diagnostics;
using VGetRandom.Kernel;

namespace VGetRandom.Forks;

/// <summary>A thread that starts the wait after a fork of the machine before anybody asks.
/// </summary>
/// <remarks>
/// A request that comes after the kernel has reseeded sees no reseed, and waits for the bound.
/// Services that go on from a snapshot often get their first request then. This thread makes a
/// request as soon as it sees the fork, so the wait is over, or under way, when others come. Its
/// request is like any other: it has its own state and ends the wait for all.
/// </remarks>
internal static class ForkWatch
{
    private const int PauseMs = 10;
    private const int RefusedMs = 10_000;

    /// <summary>Starts the thread if this process sees forks and waits after them.</summary>
    /// <param name="guard">The guard that requests pass.</param>
    /// <param name="request">Makes a request for at least one byte.</param>
    /// <param name="path">The device that reports changes.</param>
    public static void Begin<TKernel>(
        ForkGuard<TKernel> guard, Action request, string path = VmClockAbi.Path)
        where TKernel : struct, IKernel
    {
        // The thread's stack would keep an AssemblyLoadContext from unloading. If no thread can be
        // started, each request starts its own wait.
        if (guard.WaitsAfterForks && !typeof(ForkWatch).Assembly.IsCollectible)
        {
            _ = BackgroundThread.TryStart(
                () => Watch(guard, request, new VmClockNotices(path)));
        }
    }

    private static void Watch<TKernel>(
        ForkGuard<TKernel> guard, Action request, VmClockNotices notices)
        where TKernel : struct, IKernel
    {
        while (true)
        {
            notices.Wait();
            while (!guard.IsKnown(out _) && !TryRequest(request))
            {
                Thread.Sleep(RefusedMs);
            }

            // The hypervisor reports other changes too, perhaps without a pause.
            Thread.Sleep(PauseMs);
        }
    }

    private static bool TryRequest(Action request)
    {
        try
        {
            request();
            return true;
        }
#pragma warning disable CA1031 // An exception that comes out of a thread ends the process.
        catch (Exception)
#pragma warning restore CA1031
        {
            // The bound has passed and the settings say to fail, or there is no memory.
            return false;
        }
    }
}
