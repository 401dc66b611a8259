using System.Numerics;

namespace VGetRandom.Extensions;

#pragma warning disable RS0030 // The type is banned as a source of numbers; callers chose it.
/// <summary>Adds to a <see cref="Random"/> what <see cref="KernelRandom"/> draws and Random does
/// not, for code whose tests pass one with a seed.</summary>
/// <remarks>
/// <para>
/// With <see cref="KernelRandom.Random"/>, each method does what the method of
/// <see cref="KernelRandom"/> does. With any other instance, it takes as many bytes from the
/// instance's NextBytes. An instance with a seed gives the same results each time, within one
/// version of this library and of .NET. Such results are no secret, whatever the method's
/// documentation says about the kernel's.
/// </para>
/// <para>
/// All methods throw <see cref="ArgumentNullException"/> if the instance is null, and pass on what
/// the instance throws. As many threads may call them at once as may call the instance's NextBytes:
/// one, for a Random with a seed.
/// </para>
/// </remarks>
public static class RandomExtensions
{
    /// <param name="random">Where the random bytes come from.</param>
    extension(Random random)
    {
        /// <inheritdoc cref="KernelRandom.NextBoolean()"/>
        public bool NextBoolean() => InstanceSource.Draws(random).NextBoolean();

        /// <inheritdoc cref="KernelRandom.NextBoolean(double)"/>
        public bool NextBoolean(double probability) =>
            InstanceSource.Draws(random).NextBoolean(probability);

        /// <inheritdoc cref="KernelRandom.NextUInt32()"/>
        public uint NextUInt32() => InstanceSource.Draws(random).NextUInt32();

        /// <inheritdoc cref="KernelRandom.NextUInt64()"/>
        public ulong NextUInt64() => InstanceSource.Draws(random).NextUInt64();

        /// <inheritdoc cref="KernelRandom.GetInteger{T}(T)"/>
        public T GetInteger<T>(T toExclusive)
            where T : unmanaged, IBinaryInteger<T> =>
            InstanceSource.Draws(random).GetInteger(toExclusive);

        /// <inheritdoc cref="KernelRandom.GetInteger{T}(T, T)"/>
        public T GetInteger<T>(T fromInclusive, T toExclusive)
            where T : unmanaged, IBinaryInteger<T> =>
            InstanceSource.Draws(random).GetInteger(fromInclusive, toExclusive);

        /// <inheritdoc cref="KernelRandom.GetIntegerInclusive{T}(T, T)"/>
        public T GetIntegerInclusive<T>(T fromInclusive, T toInclusive)
            where T : unmanaged, IBinaryInteger<T> =>
            InstanceSource.Draws(random).GetIntegerInclusive(fromInclusive, toInclusive);

        /// <inheritdoc cref="KernelRandom.GetBigInteger(BigInteger)"/>
        public BigInteger GetBigInteger(BigInteger toExclusive) =>
            InstanceSource.Draws(random).GetBigInteger(toExclusive);

        /// <inheritdoc cref="KernelRandom.GetBigInteger(BigInteger, BigInteger)"/>
        public BigInteger GetBigInteger(BigInteger fromInclusive, BigInteger toExclusive) =>
            InstanceSource.Draws(random).GetBigInteger(fromInclusive, toExclusive);

        /// <inheritdoc cref="KernelRandom.GetDouble(double, double)"/>
        public double GetDouble(double fromInclusive, double toInclusive) =>
            InstanceSource.Draws(random).GetDouble(fromInclusive, toInclusive);

        /// <inheritdoc cref="KernelRandom.Fill{T}(Span{T})"/>
        public void Fill<T>(Span<T> destination)
            where T : unmanaged =>
            InstanceSource.Draws(random).Fill(destination);

        /// <inheritdoc cref="KernelRandom.Choose{T}(ReadOnlySpan{T})"/>
        public T Choose<T>(ReadOnlySpan<T> choices) => InstanceSource.Draws(random).Choose(choices);

        /// <inheritdoc cref="KernelRandom.ChooseWeighted{T}(ReadOnlySpan{T}, ReadOnlySpan{int})"/>
        public T ChooseWeighted<T>(ReadOnlySpan<T> choices, ReadOnlySpan<int> weights) =>
            InstanceSource.Draws(random).ChooseWeighted(choices, weights);

        /// <inheritdoc
        /// cref="KernelRandom.ChooseWeighted{T}(ReadOnlySpan{T}, ReadOnlySpan{double})"/>
        public T ChooseWeighted<T>(ReadOnlySpan<T> choices, ReadOnlySpan<double> weights) =>
            InstanceSource.Draws(random).ChooseWeighted(choices, weights);

        /// <inheritdoc cref="KernelRandom.Sample{T}(ReadOnlySpan{T}, Span{T})"/>
        public void Sample<T>(ReadOnlySpan<T> items, Span<T> destination) =>
            InstanceSource.Draws(random).Sample(items, destination);

        /// <inheritdoc cref="KernelRandom.Sample{T}(ReadOnlySpan{T}, int)"/>
        public T[] Sample<T>(ReadOnlySpan<T> items, int count) =>
            InstanceSource.Draws(random).Sample(items, count);

#pragma warning disable CA1002 // Of all collections, only a List can be shuffled so.
        /// <inheritdoc cref="KernelRandom.Shuffle{T}(List{T})"/>
        public void Shuffle<T>(List<T> values) => InstanceSource.Draws(random).Shuffle(values);
#pragma warning restore CA1002

        /// <inheritdoc cref="KernelRandom.GetText()"/>
        public string GetText() => InstanceSource.Draws(random).GetText();

        /// <inheritdoc cref="KernelRandom.GetToken()"/>
        public string GetToken() => InstanceSource.Draws(random).GetToken();

        /// <inheritdoc cref="KernelRandom.GetToken(int)"/>
        public string GetToken(int byteCount) => InstanceSource.Draws(random).GetToken(byteCount);

        /// <inheritdoc cref="KernelRandom.GetToken(int, Span{char})"/>
        public int GetToken(int byteCount, Span<char> destination) =>
            InstanceSource.Draws(random).GetToken(byteCount, destination);

        /// <inheritdoc cref="KernelRandom.NewGuid()"/>
        public Guid NewGuid() => InstanceSource.Draws(random).NewGuid();

        /// <inheritdoc cref="KernelRandom.NewGuids(Span{Guid})"/>
        public void NewGuids(Span<Guid> destination) =>
            InstanceSource.Draws(random).NewGuids(destination);

        /// <inheritdoc cref="KernelRandom.CreateVersion7(DateTimeOffset)"/>
        public Guid CreateVersion7(DateTimeOffset timestamp) =>
            InstanceSource.Draws(random).CreateVersion7(timestamp);
    }
}
#pragma warning restore RS0030
