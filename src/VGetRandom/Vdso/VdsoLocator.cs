using System.Runtime.InteropServices;
using VGetRandom.Kernel;
using VGetRandom.Vdso.Elf;

namespace VGetRandom.Vdso;

/// <summary>Finds the kernel's function in this process: auxiliary vector, image, symbol.</summary>
internal static class VdsoLocator
{
    // The largest known image is 8 pages of 64 KiB; what is larger is not a vDSO.
    private const ulong MaxImageBytes = 1 << 20;

    /// <summary>Finds the function, or tells why this process has none that can be used.</summary>
    public static Attempt<VdsoLocation> Locate()
    {
        if (!OperatingSystem.IsLinux())
        {
            return Attempt<VdsoLocation>.Failed("only Linux has a vDSO getrandom.");
        }

        Architecture architecture = RuntimeInformation.ProcessArchitecture;
        if (VdsoSymbol.For(architecture) is not { } symbol)
        {
            return Attempt<VdsoLocation>.Failed(
                $"no kernel has a vDSO getrandom for {architecture} processes.");
        }

        if (!symbol.ReportsErrorsAsNegative)
        {
            return Attempt<VdsoLocation>.Failed(
                $"on {architecture} the vDSO function reports an error as a positive number, "
                + "which cannot be told from a length.");
        }

        nint image = AuxiliaryValues.VdsoImage;
        if (image == 0)
        {
            return Attempt<VdsoLocation>.Failed(
                "the kernel gave this process no vDSO "
                + "(no AT_SYSINFO_EHDR in the auxiliary vector).");
        }

        if (FindInLiveImage(
                default(LinuxKernel), image, symbol, Environment.SystemPageSize, out int offset)
            is { } problem)
        {
            return Attempt<VdsoLocation>.Failed(
                $"the vDSO cannot be used: {problem} ({symbol.Name}, version {symbol.Version}, "
                + $"arrived in Linux {symbol.Since} on {architecture}; "
                + $"this is {Environment.OSVersion.Version}).");
        }

        if (!DroppableMemory.IsKindHeeded(default(LinuxKernel), Environment.SystemPageSize))
        {
            return Attempt<VdsoLocation>.Failed(
                "mmap(2) gives memory of a kind that does not exist, so it may not know droppable "
                + "memory.");
        }

        Attempt<VdsoParameters> parameters =
            VdsoParameters.Query(new VdsoFunction(image + offset), Environment.SystemPageSize);
        return parameters.Succeeded
            ? Attempt<VdsoLocation>.Of(new(symbol, image, offset, parameters.Value))
            : Attempt<VdsoLocation>.Failed(parameters.Problem);
    }

    /// <summary>Finds the function in an image of which every byte is there.</summary>
    /// <returns>Null with the function's offset, or what is wrong with the image.</returns>
    internal static string? Find(ReadOnlySpan<byte> bytes, VdsoSymbol symbol, out int offset)
    {
        offset = 0;
        var image = new ElfImage(bytes);
        return image.CheckHeader(symbol.Machine)
            ?? ElfSymbolTable.TryOpen(image, out ElfSymbolTable table)
            ?? table.TryFind(symbol.Name, symbol.Version, out offset);
    }

    /// <summary>The size of an image, of which only the first page is known to be there.</summary>
    /// <returns>Null with the size in bytes, or what is wrong with the image.</returns>
    internal static string? Measure(ReadOnlySpan<byte> firstPage, ushort machine, out int length)
    {
        length = 0;
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
            if (!ElfImage.TryAdd(program.VirtualAddress, program.MemorySize, out ulong programEnd)
                || program.VirtualAddress < start)
            {
                return "its loaded segments overlap or wrap";
            }

            end = Math.Max(end, programEnd);
        }

        if (start is null || end <= start || end - start > MaxImageBytes)
        {
            return "it has no loaded segment of a believable size in its first page";
        }

        length = (int)(end - start.Value);
        return null;
    }

    /// <summary>Finds the function in an image of which only the address is known.</summary>
    /// <returns>Null with the function's offset, or what is wrong with the image.</returns>
    internal static string? FindInLiveImage<TKernel>(
        TKernel kernel, nint image, VdsoSymbol symbol, int pageSize, out int offset)
        where TKernel : struct, IKernel
    {
        offset = 0;

        if (image % pageSize != 0)
        {
            return "it does not begin where a page does";
        }

        // The image says itself how long it is, so first its first page is shown to be readable,
        // then all that it claims.
        if (CheckReadable(kernel, image, pageSize, pageSize) is { } firstProblem)
        {
            return firstProblem;
        }

        // SAFETY: CheckReadable has just shown that these pageSize bytes can be read, and nothing
        // unmaps the vDSO of a running process.
        int length;
        unsafe
        {
            var firstPage = new ReadOnlySpan<byte>((void*)image, pageSize);
            if (Measure(firstPage, symbol.Machine, out length) is { } problem)
            {
                return problem;
            }
        }

        if (CheckReadable(kernel, image, length, pageSize) is { } wholeProblem)
        {
            return wholeProblem;
        }

        // SAFETY: CheckReadable has just shown these length bytes to be readable.
        unsafe
        {
            return Find(new ReadOnlySpan<byte>((void*)image, length), symbol, out offset);
        }
    }

    /// <summary>Shows that every page of a range can be read, without touching it.</summary>
    /// <returns>Null, or what is wrong.</returns>
    private static string? CheckReadable<TKernel>(
        TKernel kernel, nint address, int length, int pageSize)
        where TKernel : struct, IKernel
    {
        // No process can read the last page of all: who says that one can would say so of any.
        if (kernel.CheckReadable(-pageSize) != -Errno.EFAULT)
        {
            return "rt_sigprocmask(2) does not tell what can be read";
        }

        for (int offset = 0; offset < length; offset += pageSize)
        {
            if (kernel.CheckReadable(address + offset) != 0)
            {
                return "rt_sigprocmask(2) does not find all of it readable";
            }
        }

        return null;
    }
}
