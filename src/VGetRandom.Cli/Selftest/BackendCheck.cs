using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using VGetRandom.Backends;
using VGetRandom.Cli.Output;
using VGetRandom.Generator;

namespace VGetRandom.Cli.Selftest;

/// <summary>Whether a backend that is available serves, in requests of all sizes.</summary>
/// <remarks>
/// Not a test of randomness, which no test of this length can be: it finds memory that was never
/// written, bytes that came twice, and a generator that is stuck. Which sizes are asked for is
/// nobody's secret, so it comes from System.Random: no other backend has a part in this.
/// </remarks>
internal static class BackendCheck
{
    private const int TotalBytes = 1 << 20;

    // Requests of at most 8 KiB.
    private const int MaxRequestBits = 14;

    // Of as many bits, half of them set, a standard deviation is 1448; ten of them never happen.
    private const int MaxBitsOff = 14_480;

    // A byte that is written is 0 in all of so many requests with a chance of 2^-64.
    private const int RequestsEach = 8;
    private const int MarginBytes = 64;
    private const int MaxBytes = (2 * KeyExpansion.MaxChunkBytes) + 1;

    public static Finding Run(Attempt<IRandomBackend> backend)
    {
        if (!backend.Succeeded)
        {
            return Finding.Skipped(backend.Problem);
        }

        if (FindStrayByte(backend.Value) is { } stray)
        {
            return Finding.Failed(stray);
        }

        using var memory = new NativeBuffer(TotalBytes);
        int requests = Draw(backend.Value, memory.Bytes);

        ReadOnlySpan<UInt128> blocks = MemoryMarshal.Cast<byte, UInt128>(memory.Bytes);
        var seen = new HashSet<UInt128>(blocks.Length);
        int bits = 0;
        foreach (UInt128 block in blocks)
        {
            bits += BitOperations.PopCount((ulong)block)
                + BitOperations.PopCount((ulong)(block >> 64));
            if (!seen.Add(block))
            {
                return Finding.Failed("16 bytes came twice.");
            }
        }

        int half = TotalBytes * 8 / 2;
        return Math.Abs(bits - half) > MaxBitsOff
            ? Finding.Failed($"{bits} of {2 * half} bits are set.")
            : Finding.Ok(string.Create(
                CultureInfo.InvariantCulture,
                $"{requests} requests, 1 MiB in all: no 16 bytes twice, "
                + $"{50.0 * bits / half:0.00} % of the bits set; every byte is written"));
    }

    /// <summary>Asks for every length that may be served in a way of its own.</summary>
    /// <returns>Null, or which byte is not written, or is and should not be.</returns>
    private static string? FindStrayByte(IRandomBackend backend)
    {
        using var memory = new NativeBuffer(MaxBytes + (2 * MarginBytes));
        using var written = new NativeBuffer(MaxBytes + (2 * MarginBytes));
        foreach (int length in Lengths())
        {
            // At every place in a vector register, and of a block.
            int start = length % MarginBytes;
            Span<byte> all = memory.Bytes[..(length + (2 * MarginBytes))];
            Span<byte> seen = written.Bytes[..all.Length];
            seen.Clear();
            for (int i = 0; i < RequestsEach; i++)
            {
                all.Clear();
                Fill(backend, all.Slice(start, length));
                for (int at = 0; at < all.Length; at++)
                {
                    seen[at] |= all[at];
                }
            }

            if (seen.Slice(start, length).IndexOf((byte)0) is var missed and >= 0)
            {
                return $"of a request for {length} bytes, byte {missed} is never written.";
            }

            if (seen[..start].ContainsAnyExcept((byte)0)
                || seen[(start + length)..].ContainsAnyExcept((byte)0))
            {
                return $"a request for {length} bytes writes beside them.";
            }
        }

        return null;
    }

    // All up to the longest batch, and from there on those around the powers of two.
    private static IEnumerable<int> Lengths()
    {
        int length = 1;
        for (; length <= GeneratorMemory.BatchKeyBytes; length++)
        {
            yield return length;
        }

        for (int power = 1 << 11; power < MaxBytes; power *= 2)
        {
            yield return power - 1;
            yield return power;
            yield return power + 1;
        }
    }

    private static int Draw(IRandomBackend backend, Span<byte> destination)
    {
        int requests = 0;
        while (!destination.IsEmpty)
        {
            // Small ones as often as large ones: they go different ways.
            int bits = Random.Shared.Next(1, MaxRequestBits);
            int length = Math.Min(Random.Shared.Next(1, 1 << bits), destination.Length);
            Fill(backend, destination[..length]);
            destination = destination[length..];
            requests++;
        }

        return requests;
    }

    private static void Fill(IRandomBackend backend, Span<byte> destination)
    {
        // SAFETY: fixed keeps the span's bytes in place.
        unsafe
        {
            fixed (byte* buffer = destination)
            {
                backend.Fill(buffer, (nuint)destination.Length);
            }
        }
    }
}
