using VGetRandom.Backends;
using VGetRandom.Forks;
using VGetRandom.Kernel;

namespace VGetRandom.Selection;

/// <summary>Decides once in a process where random bytes come from, and records why.</summary>
internal static class BackendSelector
{
    /// <summary>Chooses for this process.</summary>
    public static IRandomBackend Select(ForkGuard<LinuxKernel> forks) =>
        Select(RequestedBackend.FromProcess(), new BackendCandidates(forks).ForThisProcess());

    /// <summary>Chooses what is asked for, or else the first available candidate.</summary>
    internal static IRandomBackend Select(
        RequestedBackend request, BackendCandidate[] candidates)
    {
        string why = "";
        if (request.Name is not null)
        {
            Attempt<IRandomBackend> asked = TryCreate(request, candidates);
            if (asked.Succeeded)
            {
                return asked.Value;
            }

            if (request.IsStrict)
            {
                return new RefusedBackend(
                    $"{request.Source}='{request.Name}' is not available: {asked.Problem} "
                    + $"Unset {request.Source} to let the library choose.",
                    isDemanded: true);
            }

            why = $"{request.Source} prefers '{request.Name}', which is not available: "
                + $"{asked.Problem} ";
        }

        foreach (BackendCandidate candidate in candidates)
        {
            if (!candidate.IsAutomatic || candidate.IsCalled(request.Name))
            {
                continue;
            }

            Attempt<IRandomBackend> attempt = candidate.TryCreate(why, false);
            if (attempt.Succeeded)
            {
                return attempt.Value;
            }

            why += $"The {candidate.Name} backend is not available: {attempt.Problem} ";
        }

        return new RefusedBackend($"{why}There is nothing left to ask.", isDemanded: false);
    }

    private static Attempt<IRandomBackend> TryCreate(
        RequestedBackend request, BackendCandidate[] candidates)
    {
        string known = RequestedBackend.Auto;
        foreach (BackendCandidate candidate in candidates)
        {
            if (candidate.IsCalled(request.Name))
            {
                return candidate.TryCreate(
                    $"{request.Source} asks for it. ", request.IsStrict);
            }

            known += $", {candidate.Name}";
        }

        return new Problem($"there is no such backend here, only {known}.");
    }
}
