using VGetRandom.Kernel;
using VGetRandom.Vdso;

namespace VGetRandom.Cli.Watch;

/// <summary>Watches pages like those of the states: how many of them the kernel drops.</summary>
internal sealed class DropWatch : IDisposable
{
    private const int PageCount = 64;
    private const byte Mark = 0xA5;

    private readonly int _length = PageCount * Environment.SystemPageSize;
    private nint _address;

    public DropWatch()
    {
        Attempt<VdsoLocation> vdso = VdsoLocator.Locate();
        if (!vdso.Succeeded)
        {
            Problem = vdso.Problem;
            return;
        }

        VdsoParameters parameters = vdso.Value.Parameters;
        nint address = default(LinuxKernel).Map(
            (nuint)_length, parameters.Protection, parameters.Flags);
        if (address <= 0)
        {
            Problem = $"mmap fails with {Errno.Describe((int)-address)}.";
            return;
        }

        _address = address;
        MarkDropped();
    }

    /// <summary>Why none can be watched, or null.</summary>
    public string? Problem { get; }

    /// <summary>Where the pages are, for the test that has them dropped.</summary>
    internal nint Address => _address;

    public int Pages => Problem is null ? PageCount : 0;

    /// <summary>How many were dropped since the start.</summary>
    public long? Dropped { get; private set; }

    /// <summary>Looks at each page, and marks those again that were dropped.</summary>
    public void Look()
    {
        if (_address != 0)
        {
            Dropped = (Dropped ?? 0) + MarkDropped();
        }
    }

    public void Dispose()
    {
        if (_address != 0)
        {
            _ = default(LinuxKernel).Unmap(_address, (nuint)_length);
            _address = 0;
        }
    }

    // A page that was dropped reads as zeros.
    private int MarkDropped()
    {
        // SAFETY: the constructor mapped _length writable bytes there, and only Dispose unmaps
        // them.
        Span<byte> bytes;
        unsafe
        {
            bytes = new Span<byte>((void*)_address, _length);
        }

        int dropped = 0;
        for (int at = 0; at < bytes.Length; at += Environment.SystemPageSize)
        {
            if (Volatile.Read(ref bytes[at]) == 0)
            {
                Volatile.Write(ref bytes[at], Mark);
                dropped++;
            }
        }

        return dropped;
    }
}
