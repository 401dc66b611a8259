using System.Runtime.ExceptionServices;

namespace VGetRandom.Tests;

/// <summary>
/// Runs a test on a thread of its own: a thread has one wide state, and another test's must not
/// be taken for this one's.
/// </summary>
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
            // As it is, so that a skipped test stays one.
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
