using System.Security.Cryptography;
using VGetRandom.Sampling;

namespace VGetRandom.Extensions;

#pragma warning disable RS0030 // The type is banned as a source of numbers; callers chose it.
/// <summary>Draws from a caller's instance; the process's backend serves in place of our own.
/// </summary>
// SAFETY: the caller guarantees byteCount writable bytes at destination; nothing else is written.
internal readonly unsafe struct InstanceSource : IRandomSource
{
    private readonly RandomNumberGenerator? _generator;
    private readonly Random? _random;

    private InstanceSource(RandomNumberGenerator? generator, Random? random)
    {
        _generator = generator;
        _random = random;
    }

    public static Draws<InstanceSource> Draws(RandomNumberGenerator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        return new(new(generator is KernelRandomNumberGenerator ? null : generator, null));
    }

    public static Draws<InstanceSource> Draws(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new(new(null, random is RandomAdapter ? null : random));
    }

    private bool IsOurs => _generator is null && _random is null;

    public T Next<T>()
        where T : unmanaged
    {
        // SAFETY: Fill writes sizeof(T) bytes, the size of value.
        if (IsOurs)
        {
            return default(KernelRandom.ProcessSource).Next<T>();
        }

        T value;
        Fill(&value, (nuint)sizeof(T));
        return value;
    }

    public void Fill(void* destination, nuint byteCount)
    {
        if (IsOurs)
        {
            default(KernelRandom.ProcessSource).Fill(destination, byteCount);
            return;
        }

        // A span has at most int.MaxValue bytes.
        for (; byteCount > int.MaxValue; byteCount -= int.MaxValue)
        {
            Fill(destination, int.MaxValue);
            destination = (byte*)destination + int.MaxValue;
        }

        var bytes = new Span<byte>(destination, (int)byteCount);
        _generator?.GetBytes(bytes);
        _random?.NextBytes(bytes);
    }

    public ulong Begin() => IsOurs ? default(KernelRandom.ProcessSource).Begin() : 0;

    // Another generator must know for itself whether two clones would repeat it.
    public bool Accepts(ulong mark, ref int rounds) =>
        !IsOurs || default(KernelRandom.ProcessSource).Accepts(mark, ref rounds);
}
#pragma warning restore RS0030
