namespace VGetRandom.Tests;

/// <summary>Interrupts a thread that waits for one of the library's locks.</summary>
internal static class Interruption
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Asserts that the interrupt does not end that wait, and reaches the thread's own
    /// next wait.</summary>
    /// <param name="wait">Waits until <paramref name="release"/> is called.</param>
    /// <param name="release">Lets the other thread, which holds the lock, go on.</param>
    public static void IsKeptForTheProgram(Action wait, Action release)
    {
        Exception? failure = null;
        bool isPending = false;
        var thread = new Thread(() =>
        {
            failure = Record.Exception(wait);
            isPending = Record.Exception(() => Thread.Sleep(1)) is ThreadInterruptedException;
        });
        thread.Start();
        Assert.True(SpinWait.SpinUntil(() => IsWaiting(thread), s_patience));
        for (int i = 0; i < 3; i++)
        {
            // Each interrupt comes while the thread waits, or the thread has ended because it did
            // not.
            thread.Interrupt();
            Thread.Sleep(20);
            _ = SpinWait.SpinUntil(() => !thread.IsAlive || IsWaiting(thread), s_patience);
        }

        release();
        thread.Join();
        Assert.Null(failure);
        Assert.True(isPending);
    }

    private static bool IsWaiting(Thread thread) =>
        thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin);
}
