using System.Runtime.InteropServices;
using VGetRandom.Kernel;
using VGetRandom.Vdso.Elf;

namespace VGetRandom.Vdso;

/// <summary>The running kernel's function, with its parameters.</summary>
/// <param name="Symbol">The symbol by which it was found.</param>
/// <param name="ImageAddress">Where the vDSO begins in this process.</param>
/// <param name="Offset">Where the function begins, in bytes from the image's start.</param>
/// <param name="Parameters">What a state needs, according to the function.</param>
internal sealed record VdsoLocation(
    VdsoSymbol Symbol, nint ImageAddress, int Offset, VdsoParameters Parameters)
{
    public nint FunctionAddress => ImageAddress + Offset;

    public VdsoFunction Function => new(FunctionAddress);
}

/// <summary>Finds the kernel's function in this process: auxiliary vector, image, symbol.</summary>
internal static class VdsoLocator
{
    // The largest known image has 8 pages of 64 KiB; anything larger than this is not a vDSO.
    private const ulong MaxImageBytes = 1 << 20;

    /// <summary>Finds the function, or tells why this process has none that it can use.</summary>
    public static Attempt<VdsoLocation> Locate()
    {
        if (!OperatingSystem.IsLinux())
        {
            return new Problem("only Linux has a vDSO getrandom.");
        }

        Architecture architecture = RuntimeInformation.ProcessArchitecture;
        if (VdsoSymbol.For(architecture) is not { } symbol)
        {
            return new Problem($"no kernel has a vDSO getrandom for {architecture} processes.");
        }

        if (!symbol.ReportsErrorsAsNegative)
        {
            return new Problem(
                $"on {architecture} the vDSO function reports an error as a positive number, "
                + "which cannot be told from a length.");
        }

        nint image = AuxiliaryValues.VdsoImage;
        if (image == 0)
        {
            return new Problem(
                "the kernel gave this process no vDSO "
                + "(no AT_SYSINFO_EHDR in the auxiliary vector).");
        }

        int pageSize = Environment.SystemPageSize;
        Attempt<int> offset = FindInLiveImage(default(LinuxKernel), image, symbol, pageSize);
        if (!offset.Succeeded)
        {
            return new Problem(
                $"the vDSO cannot be used: {offset.Problem} ({symbol.Name}, version "
                + $"{symbol.Version}, arrived in Linux {symbol.Since} on {architecture}; "
                + $"this is {Environment.OSVersion.Version}).");
        }

        return DroppableMemory.IsKindHeeded(default(LinuxKernel), pageSize)
            ? VdsoParameters.Query(new VdsoFunction(image + offset.Value), pageSize)
                .Then<VdsoLocation>(
                    found => new VdsoLocation(symbol, image, offset.Value, found))
            : new Problem(
                "mmap(2) gives memory of a kind that does not exist, so it may not know droppable "
                + "memory.");
    }

    /// <summary>The function's offset in an image that is known to be whole.</summary>
    internal static Attempt<int> Find(ReadOnlySpan<byte> bytes, VdsoSymbol symbol)
    {
        var image = new ElfImage(bytes);
        return image.CheckHeader(symbol.Machine) is { } problem
            ? problem
            : ElfSymbolTable.Find(image, symbol.Name, symbol.Version);
    }

    /// <summary>The length of an image of which only the first page is known to be readable.
    /// </summary>
    internal static Attempt<int> Measure(ReadOnlySpan<byte> firstPage, ushort machine)
    {
        var image = new ElfImage(firstPage);
        if (image.CheckHeader(machine) is { } problem)
        {
            return problem;
        }

        ulong? start = null;
        ulong end = 0;
        for (int i = 0; image.TryReadProgramHeader(i, out ElfProgramHeader program); i++)
        {
            if (program.Type != ElfProgramHeader.Load)
            {
                continue;
            }

            start ??= unchecked(program.VirtualAddress - program.Offset);
            ulong programEnd = unchecked(program.VirtualAddress + program.MemorySize);
            if (programEnd < program.VirtualAddress || program.VirtualAddress < start)
            {
                return new Problem("its loaded segments overlap or wrap");
            }

            end = Math.Max(end, programEnd);
        }

        return start is null || end <= start || end - start > MaxImageBytes
            ? new Problem("it has no loaded segment of a believable size in its first page")
            : (int)(end - start.Value);
    }

    /// <summary>The function's offset in an image of which only the address is known.</summary>
    internal static Attempt<int> FindInLiveImage<TKernel>(
        TKernel kernel, nint image, VdsoSymbol symbol, int pageSize)
        where TKernel : struct, IKernel
    {
        if (image % pageSize != 0)
        {
            return new Problem("it does not begin where a page does");
        }

        // The image states its own length. So show first that its first page is readable, then all
        // that it claims.
        if (View(kernel, image, pageSize, pageSize, out ReadOnlySpan<byte> bytes) is { } unreadable)
        {
            return unreadable;
        }

        Attempt<int> length = Measure(bytes, symbol.Machine);
        if (!length.Succeeded)
        {
            return length.Problem;
        }

        return View(kernel, image, length.Value, pageSize, out bytes) is { } problem
            ? problem
            : Find(bytes, symbol);
    }

    /// <summary>Shows without touching it that every page of a range is readable.</summary>
    /// <returns>Null and the bytes of the range, or what is wrong.</returns>
    private static Problem? View<TKernel>(
        TKernel kernel, nint address, int length, int pageSize, out ReadOnlySpan<byte> bytes)
        where TKernel : struct, IKernel
    {
        bytes = default;

        // No process can read the topmost page. A kernel that says one can would say so of any
        // page.
        if (kernel.CheckReadable(-pageSize) != -Errno.EFAULT)
        {
            return new Problem("rt_sigprocmask(2) does not tell what can be read");
        }

        for (int offset = 0; offset < length; offset += pageSize)
        {
            if (kernel.CheckReadable(address + offset) != 0)
            {
                return new Problem("rt_sigprocmask(2) does not find all of it readable");
            }
        }

        // SAFETY: all length bytes were just shown to be readable, and nothing unmaps a running
        // process's vDSO.
        unsafe
        {
            bytes = new((void*)address, length);
        }

        return null;
    }
}
