using System.Security.Cryptography;

namespace VGetRandom.Backends;

/// <summary>Serves nothing, because no permitted backend is available.</summary>
/// <remarks>
/// An operator who names a backend means it, and serving from another would hide the mistake.
/// Failing in the class's initializer would bury the reason in a TypeInitializationException.
/// </remarks>
// SAFETY: never follows a pointer.
internal sealed unsafe class RefusedBackend : IRandomBackend
{
    private readonly bool _isDemanded;

    /// <param name="reason">Why no permitted backend is available.</param>
    /// <param name="isDemanded">Whether the environment demands an unavailable backend: then the
    /// program is set up wrongly, rather than refused by the kernel.</param>
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
