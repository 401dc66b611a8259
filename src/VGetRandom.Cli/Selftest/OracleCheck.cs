using System.Buffers.Binary;
using VGetRandom.ChaCha20;
using VGetRandom.Cli.Output;
using VGetRandom.Reference;

namespace VGetRandom.Cli.Selftest;

/// <summary>
/// Whether our algorithm makes what this kernel's own machine code makes, and leaves what it
/// leaves.
/// </summary>
/// <remarks>
/// The numbers it needs are nobody's secret, so they come from System.Random: no backend has a part
/// in this.
/// </remarks>
internal static class OracleCheck
{
    private const int Requests = 100_000;
    private const int MaxBytes = 300;
    private const byte EmptyPosition = 96;
    private const int PositionOffset = 136;

    /// <summary>The generation that both sides must go by, all the time.</summary>
    internal const ulong Generation = 1;

    private static int StateBytes => KernelLayout.StateBytes;

    public static Finding Run()
    {
        Attempt<PrivateKernel> made = PrivateKernel.Make();
        if (!made.Succeeded)
        {
            return Finding.Skipped(made.Problem);
        }

        using PrivateKernel kernel = made.Value;
        kernel.Generation = Generation;
        return Compare(kernel.AskKernel, kernel.AskOurs);
    }

    /// <summary>Makes the same requests to both.</summary>
    internal static Finding Compare(StateRequest askKernel, StateRequest askOurs)
    {
        // From the start of a page, so that no state lies in two.
        using var memory = new NativeBuffer(
            2 * (StateBytes + MaxBytes), Environment.SystemPageSize);
        Span<byte> theirState = memory.Bytes[..StateBytes];
        Span<byte> ourState = memory.Bytes.Slice(StateBytes, StateBytes);
        Span<byte> theirs = memory.Bytes.Slice(2 * StateBytes, MaxBytes);
        Span<byte> ours = memory.Bytes[^MaxBytes..];

        // A key that both have, and an empty batch: from here on all comes from that key, and
        // neither side needs the system call.
        int keyOffset = KernelLayout.BatchKeyBytes - ChaCha20Blocks.KeyBytes;
        Random.Shared.NextBytes(theirState.Slice(keyOffset, ChaCha20Blocks.KeyBytes));
        BinaryPrimitives.WriteUInt64LittleEndian(
            theirState[KernelLayout.GenerationOffset..], Generation);
        theirState[PositionOffset] = EmptyPosition;
        theirState.CopyTo(ourState);

        for (int i = 0; i < Requests; i++)
        {
            int length = Random.Shared.Next(MaxBytes + 1);
            nint theirAnswer = askKernel(theirs[..length], theirState);
            nint ourAnswer = askOurs(ours[..length], ourState);
            if (theirAnswer != length || ourAnswer != length)
            {
                return Finding.Failed(
                    $"request {i}, of {length} bytes: the kernel's code returned {theirAnswer}, "
                    + $"ours {ourAnswer}.");
            }

            // To the end of both, where neither may have written.
            if (!theirs.SequenceEqual(ours))
            {
                return Finding.Failed($"request {i}, of {length} bytes: other bytes.");
            }

            if (!theirState.SequenceEqual(ourState))
            {
                return Finding.Failed($"request {i}, of {length} bytes: another state after it.");
            }
        }

        return Finding.Ok(
            $"{Requests} requests, every byte and every state as the kernel's machine code has "
            + "them");
    }
}
