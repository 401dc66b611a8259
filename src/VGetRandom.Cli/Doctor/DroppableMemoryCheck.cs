using System.Runtime.InteropServices;
using VGetRandom.Kernel;
using VGetRandom.Vdso;

namespace VGetRandom.Cli.Doctor;

/// <summary>Whether the memory for states is what the kernel says: droppable.</summary>
internal static class DroppableMemoryCheck
{
    private const byte Pattern = 0xA5;

    // A page still on another processor's list of new pages is passed over: it gets there soon.
    private const int Attempts = 20;
    private const int PauseMs = 2;
    private const int NoAdvice = -1;

    /// <summary>Has the kernel drop a page, and looks whether its content is gone.</summary>
    /// <returns>Whether it is gone, or null where that cannot be told; and a sentence.</returns>
    /// <remarks>Ordinary memory keeps its content, whatever becomes of the page.</remarks>
    public static (bool? IsDroppable, string Reason) Run(Attempt<VdsoLocation> vdso)
    {
        if (!vdso.Succeeded)
        {
            return (null, "not tried: without the vDSO function nothing says how to ask for it.");
        }

        VdsoParameters parameters = vdso.Value.Parameters;
        nint page = default(LinuxKernel).Map(
            (nuint)Environment.SystemPageSize, parameters.Protection, parameters.Flags);
        if (page <= 0)
        {
            return (null, $"cannot be told: mmap fails with {Errno.Describe((int)-page)}.");
        }

        try
        {
            return Drop(page, Environment.SystemPageSize);
        }
        finally
        {
            _ = default(LinuxKernel).Unmap(page, (nuint)Environment.SystemPageSize);
        }
    }

    /// <summary>The check itself, on any writable page.</summary>
    internal static (bool? IsDroppable, string Reason) Drop(nint page, int pageSize)
    {
        // SAFETY: the caller has mapped pageSize writable bytes at page, and unmaps them later.
        Span<byte> bytes;
        unsafe
        {
            bytes = new Span<byte>((void*)page, pageSize);
        }

        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            bytes.Fill(Pattern);
            if (Libc.madvise(page, (nuint)pageSize, Libc.MADV_PAGEOUT) != 0)
            {
                int errno = Marshal.GetLastPInvokeError();
                return (null,
                    $"cannot be told: madvise(MADV_PAGEOUT) fails with {Errno.Describe(errno)}.");
            }

            if (!bytes.ContainsAnyExcept((byte)0))
            {
                return (true, "a page that the kernel was told to drop read as zeros afterwards.");
            }

            Thread.Sleep(PauseMs);
        }

        // A sandbox that answers without doing anything answers nonsense alike.
        return Libc.madvise(page, (nuint)pageSize, NoAdvice) == 0
            ? (null, "cannot be told: madvise(2) takes any advice here, so it follows none.")
            : (false, "a page kept its content although the kernel was told to drop it.");
    }
}
