using System.Numerics;
using System.Security.Cryptography;

namespace VGetRandom.Extensions;

/// <summary>Adds to a <see cref="RandomNumberGenerator"/> what <see cref="KernelRandom"/> draws,
/// for code whose tests pass another one.</summary>
/// <remarks>
/// <para>
/// With <see cref="KernelRandomNumberGenerator.Shared"/>, each method does what the method of
/// <see cref="KernelRandom"/> does. With any other instance, it takes as many bytes from the
/// instance, and its results are only as random as those. The same bytes give the same results
/// within one version of this library.
/// </para>
/// <para>
/// Some share their names with static methods of RandomNumberGenerator, which still mean the
/// platform's generator: generator.GetInt32(6) draws from the instance,
/// RandomNumberGenerator.GetInt32(6) does not. All methods throw
/// <see cref="ArgumentNullException"/> if the instance is null, and pass on what the instance
/// throws. As many threads may call them at once as may call the instance's GetBytes.
/// </para>
/// </remarks>
public static class RandomNumberGeneratorExtensions
{
    /// <param name="generator">Where the random bytes come from.</param>
    extension(RandomNumberGenerator generator)
    {
        /// <inheritdoc cref="KernelRandom.NextBoolean()"/>
        public bool NextBoolean() => InstanceSource.Draws(generator).NextBoolean();

        /// <inheritdoc cref="KernelRandom.NextBoolean(double)"/>
        public bool NextBoolean(double probability) =>
            InstanceSource.Draws(generator).NextBoolean(probability);

        /// <inheritdoc cref="KernelRandom.NextUInt32()"/>
        public uint NextUInt32() => InstanceSource.Draws(generator).NextUInt32();

        /// <inheritdoc cref="KernelRandom.NextUInt64()"/>
        public ulong NextUInt64() => InstanceSource.Draws(generator).NextUInt64();

        /// <inheritdoc cref="KernelRandom.NextDouble()"/>
        public double NextDouble() => InstanceSource.Draws(generator).NextDouble();

        /// <inheritdoc cref="KernelRandom.GetInt32(int)"/>
        public int GetInt32(int toExclusive) =>
            InstanceSource.Draws(generator).GetInt32(toExclusive);

        /// <inheritdoc cref="KernelRandom.GetInt32(int, int)"/>
        public int GetInt32(int fromInclusive, int toExclusive) =>
            InstanceSource.Draws(generator).GetInt32(fromInclusive, toExclusive);

        /// <inheritdoc cref="KernelRandom.GetInt64(long)"/>
        public long GetInt64(long toExclusive) =>
            InstanceSource.Draws(generator).GetInt64(toExclusive);

        /// <inheritdoc cref="KernelRandom.GetInt64(long, long)"/>
        public long GetInt64(long fromInclusive, long toExclusive) =>
            InstanceSource.Draws(generator).GetInt64(fromInclusive, toExclusive);

        /// <inheritdoc cref="KernelRandom.GetInteger{T}(T)"/>
        public T GetInteger<T>(T toExclusive)
            where T : unmanaged, IBinaryInteger<T> =>
            InstanceSource.Draws(generator).GetInteger(toExclusive);

        /// <inheritdoc cref="KernelRandom.GetInteger{T}(T, T)"/>
        public T GetInteger<T>(T fromInclusive, T toExclusive)
            where T : unmanaged, IBinaryInteger<T> =>
            InstanceSource.Draws(generator).GetInteger(fromInclusive, toExclusive);

        /// <inheritdoc cref="KernelRandom.GetIntegerInclusive{T}(T, T)"/>
        public T GetIntegerInclusive<T>(T fromInclusive, T toInclusive)
            where T : unmanaged, IBinaryInteger<T> =>
            InstanceSource.Draws(generator).GetIntegerInclusive(fromInclusive, toInclusive);

        /// <inheritdoc cref="KernelRandom.GetBigInteger(BigInteger)"/>
        public BigInteger GetBigInteger(BigInteger toExclusive) =>
            InstanceSource.Draws(generator).GetBigInteger(toExclusive);

        /// <inheritdoc cref="KernelRandom.GetBigInteger(BigInteger, BigInteger)"/>
        public BigInteger GetBigInteger(BigInteger fromInclusive, BigInteger toExclusive) =>
            InstanceSource.Draws(generator).GetBigInteger(fromInclusive, toExclusive);

        /// <inheritdoc cref="KernelRandom.GetDouble(double, double)"/>
        public double GetDouble(double fromInclusive, double toInclusive) =>
            InstanceSource.Draws(generator).GetDouble(fromInclusive, toInclusive);

        /// <inheritdoc cref="KernelRandom.GetBytes(int)"/>
        public byte[] GetBytes(int count) => InstanceSource.Draws(generator).GetBytes(count);

        /// <inheritdoc cref="KernelRandom.Fill{T}(Span{T})"/>
        public void Fill<T>(Span<T> destination)
            where T : unmanaged =>
            InstanceSource.Draws(generator).Fill(destination);

        /// <inheritdoc cref="KernelRandom.Choose{T}(ReadOnlySpan{T})"/>
        public T Choose<T>(ReadOnlySpan<T> choices) =>
            InstanceSource.Draws(generator).Choose(choices);

        /// <inheritdoc cref="KernelRandom.ChooseWeighted{T}(ReadOnlySpan{T}, ReadOnlySpan{int})"/>
        public T ChooseWeighted<T>(ReadOnlySpan<T> choices, ReadOnlySpan<int> weights) =>
            InstanceSource.Draws(generator).ChooseWeighted(choices, weights);

        /// <inheritdoc
        /// cref="KernelRandom.ChooseWeighted{T}(ReadOnlySpan{T}, ReadOnlySpan{double})"/>
        public T ChooseWeighted<T>(ReadOnlySpan<T> choices, ReadOnlySpan<double> weights) =>
            InstanceSource.Draws(generator).ChooseWeighted(choices, weights);

        /// <inheritdoc cref="KernelRandom.GetItems{T}(ReadOnlySpan{T}, Span{T})"/>
        public void GetItems<T>(ReadOnlySpan<T> choices, Span<T> destination) =>
            InstanceSource.Draws(generator).GetItems(choices, destination);

        /// <inheritdoc cref="KernelRandom.GetItems{T}(ReadOnlySpan{T}, int)"/>
        public T[] GetItems<T>(ReadOnlySpan<T> choices, int length) =>
            InstanceSource.Draws(generator).GetItems(choices, length);

        /// <inheritdoc cref="KernelRandom.GetItems{T}(T[], int)"/>
        public T[] GetItems<T>(T[] choices, int length) =>
            InstanceSource.Draws(generator).GetItems(choices, length);

        /// <inheritdoc cref="KernelRandom.Sample{T}(ReadOnlySpan{T}, Span{T})"/>
        public void Sample<T>(ReadOnlySpan<T> items, Span<T> destination) =>
            InstanceSource.Draws(generator).Sample(items, destination);

        /// <inheritdoc cref="KernelRandom.Sample{T}(ReadOnlySpan{T}, int)"/>
        public T[] Sample<T>(ReadOnlySpan<T> items, int count) =>
            InstanceSource.Draws(generator).Sample(items, count);

        /// <inheritdoc cref="KernelRandom.Shuffle{T}(Span{T})"/>
        public void Shuffle<T>(Span<T> values) => InstanceSource.Draws(generator).Shuffle(values);

        /// <inheritdoc cref="KernelRandom.Shuffle{T}(T[])"/>
        public void Shuffle<T>(T[] values) => InstanceSource.Draws(generator).Shuffle(values);

#pragma warning disable CA1002 // Of all collections, only a List can be shuffled so.
        /// <inheritdoc cref="KernelRandom.Shuffle{T}(List{T})"/>
        public void Shuffle<T>(List<T> values) => InstanceSource.Draws(generator).Shuffle(values);
#pragma warning restore CA1002

        /// <inheritdoc cref="KernelRandom.GetString(ReadOnlySpan{char}, int)"/>
        public string GetString(ReadOnlySpan<char> choices, int length) =>
            InstanceSource.Draws(generator).GetString(choices, length);

#pragma warning disable RS0026 // Both defaults are those of RandomNumberGenerator.
        /// <inheritdoc cref="KernelRandom.GetHexString(Span{char}, bool)"/>
        public void GetHexString(Span<char> destination, bool lowercase = false) =>
            InstanceSource.Draws(generator).GetHexString(destination, lowercase);

        /// <inheritdoc cref="KernelRandom.GetHexString(int, bool)"/>
        public string GetHexString(int stringLength, bool lowercase = false) =>
            InstanceSource.Draws(generator).GetHexString(stringLength, lowercase);
#pragma warning restore RS0026

        /// <inheritdoc cref="KernelRandom.GetText()"/>
        public string GetText() => InstanceSource.Draws(generator).GetText();

        /// <inheritdoc cref="KernelRandom.GetToken()"/>
        public string GetToken() => InstanceSource.Draws(generator).GetToken();

        /// <inheritdoc cref="KernelRandom.GetToken(int)"/>
        public string GetToken(int byteCount) =>
            InstanceSource.Draws(generator).GetToken(byteCount);

        /// <inheritdoc cref="KernelRandom.GetToken(int, Span{char})"/>
        public int GetToken(int byteCount, Span<char> destination) =>
            InstanceSource.Draws(generator).GetToken(byteCount, destination);

        /// <inheritdoc cref="KernelRandom.NewGuid()"/>
        public Guid NewGuid() => InstanceSource.Draws(generator).NewGuid();

        /// <inheritdoc cref="KernelRandom.NewGuids(Span{Guid})"/>
        public void NewGuids(Span<Guid> destination) =>
            InstanceSource.Draws(generator).NewGuids(destination);

        /// <inheritdoc cref="KernelRandom.CreateVersion7(DateTimeOffset)"/>
        public Guid CreateVersion7(DateTimeOffset timestamp) =>
            InstanceSource.Draws(generator).CreateVersion7(timestamp);
    }
}
