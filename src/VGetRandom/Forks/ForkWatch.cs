using VGetRandom.Diagnostics;
using VGetRandom.Kernel;

namespace VGetRandom.Forks;

/// <summary>A thread that starts the wait after a virtual machine fork before other requests come.
/// </summary>
/// <remarks>
/// A request that comes after the kernel has reseeded cannot observe the reseed, and waits for the
/// whole bound. Services that go on from a snapshot often get their first request at that time. So
/// this thread makes a request as soon as it notices the fork. When other requests come, the wait
/// is over or under way. The thread has its own state, and its request ends the wait for all.
/// </remarks>
internal static class ForkWatch
{
    private const int PauseMs = 10;
    private const int RefusedMs = 10_000;

    /// <summary>Starts the thread if this process notices virtual machine forks and waits after
    /// them.</summary>
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
