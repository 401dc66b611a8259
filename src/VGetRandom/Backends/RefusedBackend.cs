using System.Security.Cryptography;

namespace VGetRandom.Backends;

/// <summary>Serves nothing: there is no backend that may serve.</summary>
/// <remarks>
/// An operator who names a backend means it. Serving from another one would hide the mistake, and
/// failing while the class is set up would bury the reason in a TypeInitializationException.
/// </remarks>
// SAFETY: no pointer is followed.
internal sealed unsafe class RefusedBackend : IRandomBackend
{
    private readonly bool _isDemanded;

    /// <param name="reason">What stands against every backend that may serve.</param>
    /// <param name="isDemanded">
    /// Whether the environment demands a backend that is not available: a mistake in how the
    /// program is set up, and not the kernel's refusal.
    /// </param>
    public RefusedBackend(string reason, bool isDemanded)
    {
        Info = new BackendInfo(BackendKind.None, reason);
        _isDemanded = isDemanded;
    }

    public BackendInfo Info { get; }

    public void Fill(byte* buffer, nuint length) => throw Failure();

    public nint GetRandom(byte* buffer, nuint length, uint flags) => throw Failure();

    private Exception Failure() => _isDemanded
        ? new InvalidOperationException(Info.Reason)
        : new CryptographicException(Info.Reason);
}
