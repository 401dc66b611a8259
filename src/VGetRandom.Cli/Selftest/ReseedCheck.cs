using System.Buffers.Binary;
using System.Runtime.InteropServices;
using VGetRandom.Cli.Output;
using VGetRandom.GetRandom;
using VGetRandom.Kernel;
using VGetRandom.Vdso;

namespace VGetRandom.Cli.Selftest;

/// <summary>Whether nothing from before a reseed is handed out after it.</summary>
internal static class ReseedCheck
{
    private const int BatchBytes = 96;
    private const int DrawnBytes = 32;
    private const string Device = "/dev/urandom";
    private const nuint RNDRESEEDCRNG = 0x5207;

    private delegate nint Request(Span<byte> destination, Span<byte> state);

    /// <summary>Moves a generation of our own, under the kernel's code and under ours.</summary>
    public static Finding RunInPrivate()
    {
        Attempt<PrivateKernel> made = PrivateKernel.Make();
        if (!made.Succeeded)
        {
            return Finding.Skipped(made.Problem);
        }

        using PrivateKernel kernel = made.Value;
        return FindMistake(kernel, kernel.AskKernel) is { } theirs
            ? Finding.Failed($"the kernel's code: {theirs}")
            : FindMistake(kernel, kernel.AskOurs) is { } ours
                ? Finding.Failed($"our algorithm: {ours}")
                : Finding.Ok(
                    "the generation moved, and both took a fresh key; no byte of the old batch "
                    + "came");
    }

    /// <summary>Has the kernel reseed, which takes a privilege.</summary>
    public static Finding RunForReal()
    {
        Attempt<RngInfo> info = ProcessRngInfo.Found;
        if (!info.Succeeded)
        {
            return Finding.Skipped(info.Problem);
        }

        ProcessRngInfo published = default;
        ulong before = published.ReadGeneration();
        using var device = File.OpenHandle(Device);
        int result;

        // SAFETY: this request takes no argument.
        unsafe
        {
            result = Libc.ioctl((int)device.DangerousGetHandle(), RNDRESEEDCRNG, null);
        }

        if (result != 0)
        {
            return Finding.Skipped(
                "to have the kernel reseed: "
                + $"{Errno.Describe(Marshal.GetLastPInvokeError())} (that is for root).");
        }

        ulong after = published.ReadGeneration();
        return after != before
            ? Finding.Ok($"the kernel was told to reseed: generation {before}, then {after}")
            : Finding.Failed(
                $"the kernel was told to reseed, and its generation is still {after}.");
    }

    private static string? FindMistake(PrivateKernel kernel, Request request)
    {
        // From the start of a page, so that the state does not lie in two.
        using var memory = new NativeBuffer(
            KernelLayout.StateBytes + BatchBytes + DrawnBytes, Environment.SystemPageSize);
        Span<byte> state = memory.Bytes[..KernelLayout.StateBytes];
        Span<byte> oldBatch = memory.Bytes.Slice(KernelLayout.StateBytes, BatchBytes);
        Span<byte> drawn = memory.Bytes[^DrawnBytes..];
        kernel.Generation = 1;
        if (request(drawn, state) != DrawnBytes || NotedIn(state) != 1)
        {
            return "the first request was not served from a state.";
        }

        state[..BatchBytes].CopyTo(oldBatch);
        kernel.Generation = 2;
        return request(drawn, state) != DrawnBytes || NotedIn(state) != 2
            ? "the request after it was not served from a fresh key."
            : oldBatch.IndexOf(drawn) >= 0
                ? "a request was served from the old batch."
                : state.IndexOf(oldBatch[DrawnBytes..]) >= 0
                    ? "the old batch is still in the state."
                    : null;
    }

    private static ulong NotedIn(ReadOnlySpan<byte> state) =>
        BinaryPrimitives.ReadUInt64LittleEndian(state[KernelLayout.GenerationOffset..]);
}
