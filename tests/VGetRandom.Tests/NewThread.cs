using System.Runtime.ExceptionServices;

namespace VGetRandom.Tests;

/// <summary>Runs a test on a new thread. A thread has only one wide state, and this test must not
/// take another test's for its own.</summary>
internal static class NewThread
{
    public static void Run(Action test)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(test));
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            // Rethrow it unchanged, so that a skipped test stays skipped.
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
