using System.Diagnostics;
using System.Runtime.InteropServices;
using VGetRandom.Backends;
using VGetRandom.Cli.Output;
using VGetRandom.Diagnostics;
using VGetRandom.Kernel;

namespace VGetRandom.Cli.Selftest;

/// <summary>Whether parent and child of a fork draw different bytes.</summary>
/// <remarks>
/// The .NET runtime does not survive a fork. But one thread can run code that is compiled already
/// and allocates nothing: the child draws into memory that both share, and ends. For a process of
/// its own: see ForkProcess.
/// </remarks>
// SAFETY: the shared mapping has a slot for each process of each fork, and nobody writes another's.
internal static unsafe class ForkCheck
{
    private const int Forks = 16;

    // One request that a batch serves, and one that every backend expands.
    private const int SmallBytes = 64;
    private const int LargeBytes = 4096;
    private const int SlotBytes = SmallBytes + LargeBytes;

    /// <param name="backend">What both sides draw from.</param>
    /// <param name="patienceMs">How long a child may take, which needs less than one.</param>
    public static Finding Run(Attempt<IRandomBackend> backend, int patienceMs = 10_000)
    {
        if (!backend.Succeeded)
        {
            return Finding.Skipped(backend.Problem);
        }

        LinuxKernel kernel = default;
        nuint length = 2 * Forks * SlotBytes;
        nint shared = kernel.Map(
            length, Libc.PROT_READ | Libc.PROT_WRITE, Posix.MAP_SHARED | Libc.MAP_ANONYMOUS);
        if (shared is < 0 and > -4096)
        {
            return Finding.Skipped($"mmap fails with {Errno.Describe((int)-shared)}.");
        }

        try
        {
            return Fork(backend.Value, (byte*)shared, patienceMs)
                ?? Compare(new ReadOnlySpan<byte>((void*)shared, (int)length));
        }
        finally
        {
            new Span<byte>((void*)shared, (int)length).Clear();
            _ = kernel.Unmap(shared, length);
        }
    }

    private static Finding? Fork(IRandomBackend backend, byte* slots, int patienceMs)
    {
        // No other thread may hold a lock of the runtime's at the moment of a fork: the child would
        // wait for it for ever, and that would look as if the backend did.
        ExpansionReadiness.OfThisProcess.Execute();
        Publication.Complete();

        // All that the child calls is called here first: there nothing can be compiled any more.
        Draw(backend, slots);
        Draw(backend, slots);
        _ = Posix.waitpid(-1, null, Posix.WNOHANG);
        for (int i = 0; i < Forks; i++)
        {
            byte* parents = slots + (2 * i * SlotBytes);
            int child = Posix.fork();
            if (child == 0)
            {
                Draw(backend, parents + SlotBytes);
                Posix._exit(ExitCode.Done);
            }

            if (child < 0)
            {
                return Finding.Skipped("fork fails: this process may not have another.");
            }

            Draw(backend, parents);
            if (WaitFor(child, patienceMs) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static void Draw(IRandomBackend backend, byte* slot)
    {
        backend.Fill(slot, SmallBytes);
        backend.Fill(slot + SmallBytes, LargeBytes);
    }

    private static Finding? WaitFor(int child, int patienceMs)
    {
        long start = Stopwatch.GetTimestamp();
        int status;
        while (Posix.waitpid(child, &status, Posix.WNOHANG) == 0)
        {
            if (Stopwatch.GetElapsedTime(start).TotalMilliseconds > patienceMs)
            {
                _ = Posix.kill(child, Posix.SIGKILL);
                _ = Posix.waitpid(child, &status, 0);
                return Finding.Failed(
                    $"a child of a fork hangs: its requests took more than {patienceMs} ms.");
            }

            Thread.Yield();
        }

        return status == 0
            ? null
            : Finding.Failed($"a child of a fork ended with status 0x{status:x}.");
    }

    internal static Finding Compare(ReadOnlySpan<byte> slots)
    {
        ReadOnlySpan<UInt128> blocks = MemoryMarshal.Cast<byte, UInt128>(slots);
        var seen = new HashSet<UInt128>(blocks.Length);
        foreach (UInt128 block in blocks)
        {
            if (!seen.Add(block))
            {
                return Finding.Failed(
                    block == UInt128.Zero
                        ? "a child drew nothing but zeros."
                        : "the same 16 bytes came on both sides of a fork.");
            }
        }

        return Finding.Ok(
            $"{Forks} forks, {2 * SlotBytes} bytes after each: no 16 of them twice");
    }
}
