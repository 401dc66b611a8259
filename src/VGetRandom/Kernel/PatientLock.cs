namespace VGetRandom.Kernel;

#pragma warning disable RS0030 // Lock is banned as it is; here is what to use in its place.

/// <summary>A lock that <see cref="Thread.Interrupt"/> does not stop waiting.</summary>
/// <remarks>A program means to interrupt a wait of its own, not a request for random bytes. The
/// interrupt stays pending until the program waits next.</remarks>
internal sealed class PatientLock
{
    private readonly Lock _lock = new();

    /// <summary>Enters the lock. Disposing of the scope leaves it.</summary>
    public Lock.Scope EnterScope()
    {
        bool isInterrupted = false;
        while (true)
        {
            try
            {
                Lock.Scope scope = _lock.EnterScope();
                if (isInterrupted)
                {
                    Thread.CurrentThread.Interrupt();
                }

                return scope;
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        }
    }
}
