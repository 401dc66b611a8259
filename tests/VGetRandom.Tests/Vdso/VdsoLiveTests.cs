using VGetRandom.Kernel;
using VGetRandom.Tests.Needs;
using VGetRandom.Vdso;

namespace VGetRandom.Tests.Vdso;

/// <summary>The running kernel, as the locator and others see it.</summary>
[NeedsKernelFunction]
public class VdsoLiveTests
{
    [Fact]
    public void The_linker_finds_the_function_at_the_same_address()
    {
        VdsoSymbol symbol = LiveVdso.Symbol;
        Assert.Equal(LiveVdso.LinkerAddressOf(symbol), Locate().FunctionAddress);
    }

    [Fact]
    public void The_function_lies_in_the_code_that_the_kernel_lists()
    {
        VdsoLocation location = Locate();
        (nint start, nint end, string permissions) = LiveVdso.Mapping();
        Assert.Equal(start, location.ImageAddress);
        Assert.InRange(location.FunctionAddress, start + 1, end - 1);
        Assert.Equal("r-xp", permissions);
    }

    [Fact]
    public void The_image_is_as_long_as_the_kernel_lists_but_for_the_last_page()
    {
        byte[] image = LiveVdso.Copy(LiveVdso.Symbol);
        (nint start, nint end, _) = LiveVdso.Mapping();
        Assert.InRange(image.Length, 1, end - start);
    }

    [Fact]
    public void A_copy_of_the_image_gives_the_same_offset()
    {
        VdsoSymbol symbol = LiveVdso.Symbol;
        Assert.Null(Locating.Find(LiveVdso.Copy(symbol), symbol, out int offset));
        Assert.Equal(Locate().Offset, offset);
    }

    [Fact]
    public void The_image_cut_off_anywhere_gives_the_same_offset_or_a_reason()
    {
        VdsoSymbol symbol = LiveVdso.Symbol;
        byte[] image = LiveVdso.Copy(symbol);
        Assert.Null(Locating.Find(image, symbol, out int right));
        using var guarded = new GuardedImage(image.Length);
        for (int length = 0; length <= image.Length; length++)
        {
            Span<byte> cut = guarded.Last(length);
            image.AsSpan(0, length).CopyTo(cut);
            string? problem = Locating.Find(cut, symbol, out int offset);
            Assert.Equal(problem is null ? right : 0, offset);
            Assert.True(problem is not null || offset < length);
        }
    }

    [Fact]
    public void Names_and_versions_that_the_kernel_does_not_have_are_refused()
    {
        VdsoSymbol symbol = LiveVdso.Symbol;
        byte[] image = LiveVdso.Copy(symbol);
        Assert.Equal(
            "it exports no getrandom",
            Locating.Find(image, symbol with { Name = "__vdso_none" }, out _));
        Assert.Equal(
            "its getrandom is not of the version that it must have",
            Locating.Find(image, symbol with { Version = "LINUX_0" }, out _));
    }

    [Fact]
    public void The_parameters_make_sense_and_mmap_takes_them()
    {
        VdsoParameters parameters = Locate().Parameters;

        // A state holds at least a key of ChaCha20 and one block of output.
        Assert.InRange(parameters.StateSize, 32 + 64, Environment.SystemPageSize);
        Assert.Equal(Libc.PROT_READ | Libc.PROT_WRITE, parameters.Protection);
        Assert.Equal(Libc.MAP_ANONYMOUS, parameters.Flags & Libc.MAP_ANONYMOUS);

        var kernel = default(LinuxKernel);
        nuint length = (nuint)Environment.SystemPageSize;
        nint memory = kernel.Map(length, parameters.Protection, parameters.Flags);
        Assert.True(memory > 0, $"mmap answered {memory}");
        Assert.Equal(0, kernel.Unmap(memory, length));
    }

    [Fact]
    public void The_function_fills_a_buffer_from_a_state_made_by_its_parameters()
    {
        VdsoLocation location = Locate();
        VdsoParameters parameters = location.Parameters;
        var kernel = default(LinuxKernel);
        nuint length = (nuint)Environment.SystemPageSize;
        nint memory = kernel.Map(length, parameters.Protection, parameters.Flags);
        byte[] bytes = new byte[32];
        nint result;

        // SAFETY: the buffer is pinned and has the stated length, and the state lies alone at the
        // start of a page of the kind that the function asked for.
        unsafe
        {
            fixed (byte* buffer = bytes)
            {
                result = location.Function.Invoke(
                    buffer, (nuint)bytes.Length, 0, (void*)memory, (nuint)parameters.StateSize);
            }
        }

        Assert.Equal(0, kernel.Unmap(memory, length));
        Assert.Equal(bytes.Length, result);
        Assert.NotEqual(new byte[32], bytes);
    }

    private static VdsoLocation Locate()
    {
        Attempt<VdsoLocation> attempt = VdsoLocator.Locate();
        Assert.True(attempt.Succeeded, attempt.Problem);
        return attempt.Value;
    }
}
