namespace VGetRandom.Diagnostics;

/// <summary>Threads of the library's own, for work that no request waits for.</summary>
internal static class BackgroundThread
{
    /// <summary>How long to stay out of the way of the process's first request.</summary>
    /// <remarks>
    /// Both load types and compile code, for which they would wait for each other, and on one
    /// processor take turns. A first request takes a few milliseconds.
    /// </remarks>
    public const int AfterFirstRequestMs = 20;

    /// <summary>Starts a thread, unless the system has none left.</summary>
    /// <param name="work">What it does. An exception that this throws ends the process.</param>
    /// <param name="delayMs">How long it sleeps before.</param>
    /// <returns>The thread, or null.</returns>
    public static Thread? TryStart(Action work, int delayMs = 0)
    {
        // Not of the thread pool: where nobody else uses that, its start costs the request ten
        // times as much. In the background: a process that is done does not wait for it.
        var thread = new Thread(Run) { IsBackground = true };
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

        void Run()
        {
            if (delayMs > 0)
            {
                Thread.Sleep(delayMs);
            }

            work();
        }
    }
}
