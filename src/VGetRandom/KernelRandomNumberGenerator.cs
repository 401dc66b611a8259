using System.Security.Cryptography;
using VGetRandom.Sampling;

namespace VGetRandom;

/// <summary><see cref="KernelRandom"/> as a <see cref="RandomNumberGenerator"/>, for code that asks
/// for one.</summary>
/// <remarks>
/// Instances have no state: any number of threads may use one at once, and a disposed one still
/// works. Static members of the base class, such as RandomNumberGenerator.GetInt32, draw from the
/// platform's generator; use those of <see cref="KernelRandom"/> instead.
/// </remarks>
public sealed class KernelRandomNumberGenerator : RandomNumberGenerator
{
    /// <summary>An instance that all code may share, and even dispose.</summary>
    public static KernelRandomNumberGenerator Shared { get; } = new();

    /// <summary>Fills the whole array with random bytes.</summary>
    /// <param name="data">What to fill. May be empty.</param>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
    /// <inheritdoc cref="KernelRandom.Fill(Span{byte})" path="/exception"/>
    public override void GetBytes(byte[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        KernelRandom.Fill(data);
    }

    /// <summary>Fills a part of an array with random bytes.</summary>
    /// <param name="data">The array.</param>
    /// <param name="offset">Where the part begins, 0 or more.</param>
    /// <param name="count">How many bytes it has, 0 or more.</param>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> or
    /// <paramref name="count"/> is negative.</exception>
    /// <exception cref="ArgumentException">The part reaches past the array's end.</exception>
    /// <inheritdoc cref="KernelRandom.Fill(Span{byte})" path="/exception"/>
    public override void GetBytes(byte[] data, int offset, int count)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > data.Length - offset)
        {
            throw Errors.PastEnd();
        }

        KernelRandom.Fill(data.AsSpan(offset, count));
    }

    /// <summary>Fills the whole span with random bytes.</summary>
    /// <param name="data">What to fill. May be empty, and of any length.</param>
    /// <inheritdoc cref="KernelRandom.Fill(Span{byte})" path="/exception"/>
    public override void GetBytes(Span<byte> data) => KernelRandom.Fill(data);

    /// <summary>Fills the whole array with random bytes, none of which is zero.</summary>
    /// <inheritdoc cref="GetNonZeroBytes(Span{byte})" path="/remarks"/>
    /// <inheritdoc cref="GetBytes(byte[])"/>
    public override void GetNonZeroBytes(byte[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        GetNonZeroBytes(data.AsSpan());
    }

    /// <summary>Fills the whole span with random bytes, none of which is zero.</summary>
    /// <param name="data">What to fill. May be empty, and of any length.</param>
    /// <remarks>1 to 255, all equally likely. Makes one request for all bytes, and another to
    /// replace the zeros (one byte in 256 on average) until none is left.</remarks>
    /// <inheritdoc cref="KernelRandom.Fill(Span{byte})" path="/exception"/>
    public override void GetNonZeroBytes(Span<byte> data) =>
        NonZero.Fill(default(KernelRandom.ProcessSource), data);
}
