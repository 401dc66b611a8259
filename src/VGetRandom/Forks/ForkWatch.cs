using System.Security.Cryptography;
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
    private const int StackBytes = 256 * 1024;

    /// <summary>Begins, if this process sees forks and waits after them.</summary>
    /// <param name="guard">The guard that requests pass.</param>
    /// <param name="request">Makes a request for a byte or more.</param>
    /// <param name="path">The device that tells of changes.</param>
    public static void Begin<TKernel>(
        ForkGuard<TKernel> guard, Action request, string path = VmClockAbi.Path)
        where TKernel : struct, IKernel
    {
        // Its stack would keep an AssemblyLoadContext alive that is to be unloaded.
        if (!guard.WaitsAfterForks || typeof(ForkWatch).Assembly.IsCollectible)
        {
            return;
        }

        var thread = new Thread(() => Watch(guard, request, new VmClockNotices(path)), StackBytes)
        {
            IsBackground = true,
            Name = "VGetRandom fork watch",
        };
        try
        {
            // Whatever the first caller keeps in its ExecutionContext must not live on here.
            thread.UnsafeStart();
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            // The system has no thread left. Each request then begins its wait by itself.
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
                VmClockNotices.Look();
            }

            // The hypervisor tells of other changes too, and may do so without a pause.
            VmClockNotices.Pause();
        }
    }

    private static bool TryRequest(Action request)
    {
        try
        {
            request();
            return true;
        }
        catch (CryptographicException)
        {
            // The bound has passed, and the settings say to fail then.
            return false;
        }
    }
}
