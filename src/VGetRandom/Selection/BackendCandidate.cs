using VGetRandom.Backends;

namespace VGetRandom.Selection;

/// <summary>A backend that may or may not be available here.</summary>
/// <param name="Name">Its name in a <see cref="RequestedBackend"/>.</param>
/// <param name="TryCreate">
/// Makes it, or tells why it is not available. Takes why it is asked for, which may be empty and
/// otherwise ends with a space, and whether it must serve everything itself instead of falling
/// back to another backend.
/// </param>
/// <param name="IsAutomatic">Whether it may be chosen without being asked for.</param>
internal readonly record struct BackendCandidate(
    string Name,
    Func<string, bool, Attempt<IRandomBackend>> TryCreate,
    bool IsAutomatic = true)
{
    public bool IsCalled(string? name) =>
        Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
