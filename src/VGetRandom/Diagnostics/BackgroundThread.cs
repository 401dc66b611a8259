namespace VGetRandom.Diagnostics;

/// <summary>Threads of the library's own, for work that no request waits for.</summary>
internal static class BackgroundThread
{
    /// <summary>Starts a thread, unless the system has none left.</summary>
    /// <param name="work">What it does. An exception that this throws ends the process.</param>
    /// <returns>The thread, or null.</returns>
    public static Thread? TryStart(Action work)
    {
        // Not of the thread pool: where nobody else uses that, its start costs the request ten
        // times as much. In the background: a process that is done does not wait for it.
        var thread = new Thread(new ThreadStart(work)) { IsBackground = true };
        try
        {
            // Whatever the caller keeps in its ExecutionContext must not live on here.
            thread.UnsafeStart();
            return thread;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            return null;
        }
    }
}
