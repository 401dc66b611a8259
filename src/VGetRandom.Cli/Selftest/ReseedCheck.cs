using System.Buffers.Binary;
using VGetRandom.ChaCha20;
using VGetRandom.Cli.Output;
using VGetRandom.Kernel;
using VGetRandom.Managed.Search;
using VGetRandom.Reference;

namespace VGetRandom.Cli.Selftest;

/// <summary>Whether nothing from before a reseed is handed out after it.</summary>
internal static class ReseedCheck
{
    private const int BatchBytes = 96;
    private const int DrawnBytes = 32;
    private const nuint RNDRESEEDCRNG = 0x5207;

    // A generator that keeps its old key goes on in its stream, or begins it again. So much of it
    // is looked through, in pieces that no fresh bytes ever equal by chance.
    private const int OldBlocks = 64;
    private const int PieceBytes = 16;

    /// <summary>Moves a generation of our own, under the kernel's code and under ours.</summary>
    public static Finding RunInPrivate()
    {
        Attempt<PrivateKernel> made = PrivateKernel.Make();
        if (!made.Succeeded)
        {
            return Finding.Skipped(made.Problem);
        }

        using PrivateKernel kernel = made.Value;
        return FindMistake(Move, kernel.AskKernel) is { } theirs
            ? Finding.Failed($"the kernel's code: {theirs}")
            : FindMistake(Move, kernel.AskOurs) is { } ours
                ? Finding.Failed($"our algorithm: {ours}")
                : Finding.Ok(
                    "the generation moved, and both took a fresh key; no byte of the old batch "
                    + "came, nor of the old key's");

        void Move(ulong generation) => kernel.Generation = generation;
    }

    /// <summary>Has the kernel reseed, which takes a privilege.</summary>
    public static Finding RunForReal()
    {
        Attempt<RngInfo> info = ProcessRngInfo.Find();
        return info.Succeeded
            ? Compare(() => default(ProcessRngInfo).ReadGeneration(), () => Reseed("/dev/urandom"))
            : Finding.Skipped(info.Problem);
    }

    /// <param name="readGeneration">What the kernel publishes.</param>
    /// <param name="reseed">Has it reseed; null, or why that cannot be done.</param>
    internal static Finding Compare(Func<ulong> readGeneration, Func<string?> reseed)
    {
        ulong before = readGeneration();
        if (reseed() is { } refusal)
        {
            return Finding.Skipped(refusal);
        }

        ulong after = readGeneration();
        return after != before
            ? Finding.Ok($"the kernel was told to reseed: generation {before}, then {after}")
            : Finding.Failed(
                $"the kernel was told to reseed, and its generation is still {after}.");
    }

    /// <returns>Null, or why the kernel cannot be told to reseed.</returns>
    internal static string? Reseed(string device)
    {
        if (new RandomDevice(device, device).Probe() is { } problem)
        {
            return problem;
        }

        int result = (int)Errno.OrErrno(Libc.open(device, Libc.O_RDONLY | Libc.O_CLOEXEC));
        if (result >= 0)
        {
            int descriptor = result;

            // SAFETY: this request takes no argument.
            unsafe
            {
                result = (int)Errno.OrErrno(Libc.ioctl(descriptor, RNDRESEEDCRNG, null));
            }

            _ = Libc.close(descriptor);
        }

        return result >= 0
            ? null
            : $"to have the kernel reseed: {Errno.Describe(-result)} (that is for root).";
    }

    /// <summary>Lets a generator serve, moves its generation, and looks at what it serves then.
    /// </summary>
    /// <param name="setGeneration">Sets the generation that it goes by.</param>
    /// <param name="request">Asks it. Its states have the kernel's layout.</param>
    /// <returns>Null, or what is wrong.</returns>
    internal static string? FindMistake(Action<ulong> setGeneration, StateRequest request)
    {
        // From the start of a page, so that the state does not lie in two.
        using var memory = new NativeBuffer(
            KernelLayout.StateBytes + DrawnBytes + BatchBytes
                + (OldBlocks * ChaCha20Blocks.BlockBytes),
            Environment.SystemPageSize);
        Span<byte> state = memory.Bytes[..KernelLayout.StateBytes];
        Span<byte> drawn = memory.Bytes.Slice(KernelLayout.StateBytes, DrawnBytes);
        Span<byte> old = memory.Bytes[(KernelLayout.StateBytes + DrawnBytes)..];
        setGeneration(1);
        if (request(drawn, state) != DrawnBytes || NotedIn(state) != 1)
        {
            return "the first request was not served from a state.";
        }

        state[..BatchBytes].CopyTo(old);
        Expand(state.Slice(BatchBytes, ChaCha20Blocks.KeyBytes), old[BatchBytes..]);
        setGeneration(2);
        return request(drawn, state) != DrawnBytes || NotedIn(state) != 2
            ? "the request after it was not served from a fresh key."
            : HasPieceOf(old, drawn)
                ? "a request was served from the old batch, or from the old key."
                : HasPieceOf(old, state[..KernelLayout.BatchKeyBytes])
                    ? "the old batch, or what the old key makes, is in the state."
                    : null;
    }

    // SAFETY: the key has as many bytes as one has, and the stream is whole blocks.
    private static unsafe void Expand(ReadOnlySpan<byte> key, Span<byte> stream)
    {
        ulong counter = 0;
        fixed (byte* from = key)
        fixed (byte* to = stream)
        {
            ChaCha20Reference.Generate(to, OldBlocks, from, ref counter);
        }
    }

    // What was handed out of a batch is zeros there, and those are no sign of anything.
    private static bool HasPieceOf(ReadOnlySpan<byte> old, ReadOnlySpan<byte> bytes)
    {
        for (; !bytes.IsEmpty; bytes = bytes[PieceBytes..])
        {
            ReadOnlySpan<byte> piece = bytes[..PieceBytes];
            if (piece.ContainsAnyExcept((byte)0) && old.IndexOf(piece) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static ulong NotedIn(ReadOnlySpan<byte> state) =>
        BinaryPrimitives.ReadUInt64LittleEndian(state[KernelLayout.GenerationOffset..]);
}
