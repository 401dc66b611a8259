namespace VGetRandom;

#pragma warning disable RS0030 // The type is banned as a source of numbers; here it is a shape.
/// <summary><see cref="KernelRandom"/> as a <see cref="System.Random"/>.</summary>
/// <remarks>Overrides every member that could draw from the base class's own generator.</remarks>
internal sealed class RandomAdapter : Random
#pragma warning restore RS0030
{
    public static readonly RandomAdapter Instance = new();

    public override int Next() => KernelRandom.Next();

    public override int Next(int maxValue) => KernelRandom.Next(maxValue);

    public override int Next(int minValue, int maxValue) => KernelRandom.Next(minValue, maxValue);

    public override long NextInt64() => KernelRandom.NextInt64();

    public override long NextInt64(long maxValue) => KernelRandom.NextInt64(maxValue);

    public override long NextInt64(long minValue, long maxValue) =>
        KernelRandom.NextInt64(minValue, maxValue);

    public override float NextSingle() => KernelRandom.NextSingle();

    public override double NextDouble() => KernelRandom.NextDouble();

    public override void NextBytes(byte[] buffer) => KernelRandom.NextBytes(buffer);

    public override void NextBytes(Span<byte> buffer) => KernelRandom.NextBytes(buffer);

    protected override double Sample() => KernelRandom.NextDouble();
}
