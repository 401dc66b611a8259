namespace VGetRandom.Diagnostics;

/// <summary>Starts threads for work that no request waits for.</summary>
internal static class BackgroundThread
{
    /// <summary>Starts a thread if the system has one left.</summary>
    /// <param name="work">What the thread does. An exception from it ends the process.</param>
    /// <returns>The thread, or null.</returns>
    public static Thread? TryStart(Action work)
    {
        // Not from the thread pool: where nobody else uses it, starting the pool costs the request
        // ten times as much. In the background, so that a finished process does not wait for it.
        var thread = new Thread(new ThreadStart(work)) { IsBackground = true };
        try
        {
            // Must not keep alive what the caller has in its ExecutionContext.
            thread.UnsafeStart();
            return thread;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            return null;
        }
    }
}
