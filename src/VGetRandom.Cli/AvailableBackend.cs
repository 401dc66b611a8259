using VGetRandom.Backends;
using VGetRandom.Selection;

namespace VGetRandom.Cli;

/// <summary>Every backend that this platform may have, as it is here.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Backend">The backend, or why it is not available.</param>
/// <remarks>
/// A thread that draws from several of them gives up its state at each change, so whoever does
/// that gives each a thread of its own.
/// </remarks>
internal readonly record struct AvailableBackend(string Name, Attempt<IRandomBackend> Backend)
{
    /// <summary>All of them, best first. Those of this process are its own, not others like them.
    /// </summary>
    public static IReadOnlyList<AvailableBackend> List()
    {
        IRandomBackend own = ProcessBackend.Instance;
        var all = new List<AvailableBackend>();
        var candidates = new BackendCandidates(ProcessBackend.Forks);
        foreach (BackendCandidate candidate in candidates.ForThisProcess())
        {
            // Of the managed backend a process has at most one.
            all.Add(new(candidate.Name, candidate.IsCalled(own.Info.Name)
                ? Attempt<IRandomBackend>.Of(own)
                : candidate.TryCreate("", true)));
        }

        return all;
    }
}
