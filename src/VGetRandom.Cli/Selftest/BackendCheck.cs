using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using VGetRandom.Backends;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Selftest;

/// <summary>Whether a backend that is available serves, in requests of all sizes.</summary>
/// <remarks>
/// Not a test of randomness, which no test of this length can be: it finds memory that was never
/// written, bytes that came twice, and a generator that is stuck.
/// </remarks>
internal static class BackendCheck
{
    private const int TotalBytes = 1 << 20;

    // Requests of at most 8 KiB.
    private const int MostRequestBits = 14;

    // Of as many bits, half of them set, a standard deviation is 1448; ten of them never happen.
    private const int MostBitsOff = 14_480;

    public static Finding Run(Attempt<IRandomBackend> backend)
    {
        if (!backend.Succeeded)
        {
            return Finding.Skipped(backend.Problem);
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
        return Math.Abs(bits - half) > MostBitsOff
            ? Finding.Failed($"{bits} of {2 * half} bits are set.")
            : Finding.Ok(string.Create(
                CultureInfo.InvariantCulture,
                $"{requests} requests, 1 MiB in all: no 16 bytes twice, "
                + $"{50.0 * bits / half:0.00} % of the bits set"));
    }

    private static int Draw(IRandomBackend backend, Span<byte> destination)
    {
        int requests = 0;
        while (!destination.IsEmpty)
        {
            // Small ones as often as large ones: they go different ways.
            int bits = KernelRandom.GetInt32(1, MostRequestBits);
            int length = Math.Min(KernelRandom.GetInt32(1, 1 << bits), destination.Length);

            // SAFETY: fixed keeps the span's bytes in place, and length of them are left.
            unsafe
            {
                fixed (byte* buffer = destination)
                {
                    backend.Fill(buffer, (nuint)length);
                }
            }

            destination = destination[length..];
            requests++;
        }

        return requests;
    }
}
