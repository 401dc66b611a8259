using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using VGetRandom.Kernel;

namespace VGetRandom.Managed.Search;

/// <summary>A private, runnable copy of a vDSO image beside a stand-in for the kernel's data pages.
/// Its owner writes the stand-in, and so plays the kernel for the function.</summary>
/// <remarks>
/// The code addresses the data relative to itself, so the copy lies as far from its stand-in as the
/// image lies from the kernel's pages. Not thread-safe. After <see cref="Dispose"/>, do not touch
/// the function or the stand-in.
/// </remarks>
internal sealed class PrivateVdso : IDisposable
{
    private readonly ICodeKernel _kernel;
    private readonly VdsoMapping _mapping;
    private readonly int _functionOffset;
    private nint _start;

    private PrivateVdso(ICodeKernel kernel, VdsoMapping mapping, nint start, int functionOffset)
    {
        _kernel = kernel;
        _mapping = mapping;
        _start = start;
        _functionOffset = functionOffset;
    }

    public nint StandInAddress => Start + _mapping.DataOffset;

    public nint ImageAddress => Start + _mapping.ImageOffset;

    public nint FunctionAddress => ImageAddress + _functionOffset;

    /// <summary>The copied function, which makes system calls as the original does.</summary>
    public VdsoFunction Function => new(FunctionAddress);

    /// <summary>What the function takes for the kernel's data pages; zeros at first.</summary>
    public Span<byte> StandIn
    {
        get
        {
            // SAFETY: DataBytes bytes of the mapping are the stand-in, writable until Dispose.
            unsafe
            {
                return new Span<byte>((void*)StandInAddress, _mapping.DataBytes);
            }
        }
    }

    private nint Start
    {
        get
        {
            ObjectDisposedException.ThrowIf(_start == 0, this);
            return _start;
        }
    }

    /// <summary>The bytes of this process's vDSO, which the caller may alter before it copies them.
    /// </summary>
    public static Attempt<byte[]> ReadImage<TKernel>(TKernel kernel, VdsoMapping mapping)
        where TKernel : struct, ICodeKernel
    {
        byte[] image = new byte[mapping.ImageBytes];
        nint result;

        // SAFETY: fixed pins the array, and the kernel copies at most image.Length bytes.
        unsafe
        {
            fixed (byte* destination = image)
            {
                result = kernel.TryCopy(mapping.ImageAddress, destination, (nuint)image.Length);
            }
        }

        return result == image.Length
            ? image
            : new Problem(
                "the vDSO's image cannot be copied: "
                + $"{(result < 0 ? Errno.Describe((int)-result) : $"only {result} bytes")}.");
    }

    /// <summary>Makes a runnable copy.</summary>
    /// <param name="kernel">Gives the memory.</param>
    /// <param name="mapping">The arrangement to imitate, anywhere else in memory.</param>
    /// <param name="image">The image, at most as long as the mapping's; zeros follow it.</param>
    /// <param name="functionOffset">Where the function begins, in bytes from the image's start.
    /// </param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The caller disposes of the copy.")]
    public static Attempt<PrivateVdso> Create<TKernel>(
        TKernel kernel, VdsoMapping mapping, ReadOnlySpan<byte> image, int functionOffset)
        where TKernel : struct, ICodeKernel
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            // Other processors must be told about new code, and use other kinds of relative
            // addresses. We could not test any of that.
            return new Problem("a private copy of the vDSO needs an x86-64 process.");
        }

        if (image.Length > mapping.ImageBytes || (uint)functionOffset >= (uint)image.Length)
        {
            return new Problem(
                $"an image of {image.Length} bytes with its function at {functionOffset} does not "
                + $"fit where the vDSO has {mapping.ImageBytes}.");
        }

        nuint length = (nuint)mapping.TotalBytes;
        nint start = kernel.Map(
            length, Libc.PROT_READ | Libc.PROT_WRITE, Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS);
        if (start is < 0 and > -4096)
        {
            return new Problem(
                "the kernel gives no memory for a private copy of the vDSO: "
                + $"{Errno.Describe((int)-start)}.");
        }

        // SAFETY: the mapping has ImageBytes from that address on, and the image is no longer.
        unsafe
        {
            image.CopyTo(new Span<byte>((void*)(start + mapping.ImageOffset), image.Length));
        }

        // Never writable and executable at once, which hardened systems refuse by itself.
        int refused = kernel.Protect(
            start + mapping.ImageOffset,
            (nuint)mapping.ImageBytes,
            Libc.PROT_READ | Libc.PROT_EXEC);
        if (refused != 0)
        {
            _ = kernel.Unmap(start, length);
            return new Problem(
                "the system does not let this process make memory of its own executable: "
                + $"mprotect gave {Errno.Describe(-refused)}.");
        }

        return new PrivateVdso(kernel, mapping, start, functionOffset);
    }

    public void Dispose()
    {
        if (_start != 0)
        {
            _ = _kernel.Unmap(_start, (nuint)_mapping.TotalBytes);
            _start = 0;
        }
    }
}
