namespace VGetRandom.Generator;

/// <summary>Where the fresh keys of large requests come from.</summary>
/// <remarks>Implemented by structs only, so that the JIT removes the abstraction.</remarks>
// SAFETY: declares only. Callers vouch for 32 writable bytes at key.
internal unsafe interface IKeySource
{
    /// <summary>Writes 32 bytes that getrandom(2) could return now. Never blocks.</summary>
    /// <returns>Whether all of them were written.</returns>
    bool TryGetKey(byte* key);
}
