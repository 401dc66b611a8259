namespace VGetRandom.Backends;

/// <summary>Serves nothing: the environment demands a backend that is not to be had.</summary>
/// <remarks>
/// An operator who names a backend means it. Serving from another one would hide the mistake, and
/// failing while the class is set up would bury the reason in a TypeInitializationException.
/// </remarks>
// SAFETY: no pointer is followed.
internal sealed unsafe class RefusedBackend : IRandomBackend
{
    public RefusedBackend(string reason) => Info = new BackendInfo(BackendKind.None, reason);

    public BackendInfo Info { get; }

    public void Fill(byte* buffer, nuint length) =>
        throw new InvalidOperationException(Info.Reason);

    public nint GetRandom(byte* buffer, nuint length, uint flags) =>
        throw new InvalidOperationException(Info.Reason);
}
