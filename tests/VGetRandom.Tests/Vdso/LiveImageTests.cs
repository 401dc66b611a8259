using VGetRandom.Kernel;
using VGetRandom.Tests.Backends;
using VGetRandom.Tests.Needs;
using VGetRandom.Vdso;

namespace VGetRandom.Tests.Vdso;

/// <summary>Images in memory of which nobody has said how much is mapped.</summary>
[NeedsKernelFunction]
public class LiveImageTests
{
    private static readonly int s_pageSize = Environment.SystemPageSize;

    [Fact]
    public void A_whole_copy_of_the_running_image_is_read()
    {
        VdsoLocation live = Live.Location();
        nint copy = Copy(live, out int length);
        Assert.Null(FindIn(copy, live.Symbol, out int offset));
        Assert.Equal(live.Offset, offset);
        _ = Libc.munmap(copy, (nuint)length);
    }

    [Fact]
    public void An_image_that_claims_more_than_is_mapped_is_refused()
    {
        VdsoLocation live = Live.Location();
        nint copy = Copy(live, out int length);
        Assert.SkipUnless(length > s_pageSize, "the image is a single page");
        _ = Libc.munmap(copy + s_pageSize, (nuint)(length - s_pageSize));
        AssertRefused(copy, live.Symbol);
        _ = Libc.munmap(copy, (nuint)s_pageSize);
        AssertRefused(copy, live.Symbol);
    }

    [Fact]
    public void An_address_within_a_page_is_refused()
    {
        VdsoLocation live = Live.Location();
        string? problem = FindIn(live.ImageAddress + 64, live.Symbol, out _);
        Assert.Equal("it does not begin where a page does", problem);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-Errno.EPERM)]
    public void A_kernel_that_gives_every_page_the_same_answer_is_not_believed(int answer)
    {
        var script = new KernelScript { OnCheckReadable = _ => answer };
        string? problem = Locating.FindInLiveImage(
            script.Kernel, s_pageSize, Live.Location().Symbol, s_pageSize, out _);
        Assert.Equal("rt_sigprocmask(2) does not tell what can be read", problem);
    }

    private static string? FindIn(nint image, VdsoSymbol symbol, out int offset) =>
        Locating.FindInLiveImage(
            default(LinuxKernel), image, symbol, s_pageSize, out offset);

    private static void AssertRefused(nint image, VdsoSymbol symbol)
    {
        string? problem = FindIn(image, symbol, out int offset);
        Assert.StartsWith("rt_sigprocmask(2) does not find", problem, StringComparison.Ordinal);
        Assert.Equal(0, offset);
    }

    /// <summary>Copies the running image to pages of its own.</summary>
    private static nint Copy(VdsoLocation live, out int length)
    {
        // SAFETY: the first page of the image is mapped, and the image as far as that page says;
        // the new mapping has whole pages, and is longer.
        unsafe
        {
            var firstPage = new ReadOnlySpan<byte>((void*)live.ImageAddress, s_pageSize);
            Assert.Null(Locating.Measure(firstPage, live.Symbol.Machine, out int bytes));
            length = (bytes + s_pageSize - 1) / s_pageSize * s_pageSize;
            nint copy = Libc.mmap(
                0,
                (nuint)length,
                Libc.PROT_READ | Libc.PROT_WRITE,
                Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS,
                -1,
                0);
            new ReadOnlySpan<byte>((void*)live.ImageAddress, bytes)
                .CopyTo(new Span<byte>((void*)copy, length));
            return copy;
        }
    }
}
