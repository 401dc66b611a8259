using VGetRandom.Diagnostics;
using VGetRandom.Kernel;

namespace VGetRandom.Forks;

/// <summary>A thread that begins the wait after a fork of the machine before anybody asks.
/// </summary>
/// <remarks>
/// Whoever comes after the kernel has reseeded sees no reseed, and waits for the bound. A service
/// that goes on from a snapshot often gets its first request then. This thread makes a request as
/// soon as it sees the fork, so the wait is over, or has begun, when others come. It is a request
/// like any other: it has a state of its own and ends the wait for all.
/// </remarks>
internal static class ForkWatch
{
    private const int PauseMs = 10;
    private const int RefusedMs = 10_000;

    /// <summary>Begins, if this process sees forks and waits after them.</summary>
    /// <param name="guard">The guard that requests pass.</param>
    /// <param name="request">Makes a request for a byte or more.</param>
    /// <param name="path">The device that tells of changes.</param>
    public static void Begin<TKernel>(
        ForkGuard<TKernel> guard, Action request, string path = VmClockAbi.Path)
        where TKernel : struct, IKernel
    {
        // Its stack would keep an AssemblyLoadContext alive that is to be unloaded. Where no thread
        // is to be had, each request begins its wait by itself.
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

            // The hypervisor tells of other changes too, and may do so without a pause.
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
            // The bound has passed and the settings say to fail then, or there is no memory.
            return false;
        }
    }
}
