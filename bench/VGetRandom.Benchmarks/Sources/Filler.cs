namespace VGetRandom.Benchmarks.Sources;

/// <summary>A source of random bytes, as one thread uses it.</summary>
/// <remarks>
/// A class with a virtual method, so that one benchmark serves all: each has its own process, where
/// the JIT sees a single kind of filler and calls it straight.
/// </remarks>
internal abstract class Filler
{
    public abstract void Fill(Span<byte> destination);
}
