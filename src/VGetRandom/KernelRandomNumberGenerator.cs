using System.Security.Cryptography;
using VGetRandom.Sampling;

namespace VGetRandom;

/// <summary>
/// <see cref="KernelRandom"/> as a <see cref="RandomNumberGenerator"/>, for code that asks for one.
/// </summary>
/// <remarks>
/// Holds nothing: any number of instances may be used from any number of threads at once, and
/// goes on working when disposed. The base class's static members (RandomNumberGenerator.GetInt32
/// and others) are not its; use those of <see cref="KernelRandom"/>.
/// </remarks>
public sealed class KernelRandomNumberGenerator : RandomNumberGenerator
{
    /// <summary>An instance that everyone may use, and even dispose.</summary>
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
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="offset"/> or <paramref name="count"/> is negative.
    /// </exception>
    /// <exception cref="ArgumentException">The part ends behind the array's end.</exception>
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
    /// <remarks>
    /// 1 to 255, each equally likely. One request for all, and another for the one byte in 256
    /// that came out as zero, until there is none.
    /// </remarks>
    /// <inheritdoc cref="KernelRandom.Fill(Span{byte})" path="/exception"/>
    public override void GetNonZeroBytes(Span<byte> data) =>
        NonZero.Fill(default(KernelRandom.ProcessSource), data);
}
