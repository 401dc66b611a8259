using VGetRandom.Backends;

namespace VGetRandom.Selection;

/// <summary>A backend that may or may not be available here.</summary>
/// <param name="Name">Its name in a <see cref="RequestedBackend"/>.</param>
/// <param name="TryCreate">
/// Makes the backend, or tells why it is not available. Its arguments are the reason for the
/// request (empty, or ending with a space), and whether the backend must serve everything itself
/// instead of falling back to another.
/// </param>
/// <param name="IsAutomatic">Whether it may be chosen when nobody asks for it.</param>
internal readonly record struct BackendCandidate(
    string Name,
    Func<string, bool, Attempt<IRandomBackend>> TryCreate,
    bool IsAutomatic = true)
{
    public bool IsCalled(string? name) =>
        Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
