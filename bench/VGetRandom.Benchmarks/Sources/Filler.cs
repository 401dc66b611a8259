namespace VGetRandom.Benchmarks.Sources;

/// <summary>A source of random bytes, as one thread uses it.</summary>
/// <remarks>One virtual method lets one benchmark serve all sources. Each runs in its own process,
/// where the JIT sees only one kind of filler and calls it directly.</remarks>
internal abstract class Filler
{
    public abstract void Fill(Span<byte> destination);
}
