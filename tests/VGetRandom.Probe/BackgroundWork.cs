using VGetRandom.Backends;
using VGetRandom.Diagnostics;

namespace VGetRandom.Probe;

/// <summary>What the library does on threads of its own at the start of a process.</summary>
/// <remarks>
/// A forked child has no other threads, and waits for ever for a lock that one of them had. So a
/// scenario that forks lets all of that come to its end first.
/// </remarks>
internal static class BackgroundWork
{
    public static void Finish()
    {
        _ = KernelRandom.NextUInt32();
        ExpansionReadiness.OfThisProcess.Execute();
        Publication.Wait();
    }
}
