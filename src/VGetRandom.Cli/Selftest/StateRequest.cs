namespace VGetRandom.Cli.Selftest;

/// <summary>One request to a generator that keeps all it knows in the state.</summary>
/// <returns>The number of bytes written, or a negative errno.</returns>
internal delegate nint StateRequest(Span<byte> destination, Span<byte> state);
