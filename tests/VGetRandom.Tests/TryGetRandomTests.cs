using System.Security.Cryptography;
using VGetRandom.Backends;
using VGetRandom.Kernel;
using VGetRandom.Tests.Backends;

namespace VGetRandom.Tests;

public class TryGetRandomTests
{
    public static TheoryData<uint> AllFlags => [.. Enumerable.Range(0, 16).Select(f => (uint)f)];

    /// <summary>The system call decides which flags are valid.</summary>
    [Theory]
    [MemberData(nameof(AllFlags))]
    public unsafe void Flags_are_accepted_and_refused_as_the_system_call_does(uint flags)
    {
        // SAFETY: the buffer is pinned and has length bytes.
        foreach (int length in new[] { 0, 16, 256, 1000 })
        {
            byte[] buffer = new byte[length];
            nint expected;
            fixed (byte* pinned = buffer)
            {
                expected = default(LinuxKernel).GetRandom(pinned, (nuint)length, flags);
            }

            Array.Clear(buffer);
            if (expected == -Errno.EINVAL)
            {
                Assert.Throws<ArgumentException>(
                    nameof(flags),
                    () => KernelRandom.TryGetRandom(buffer, (GetRandomFlags)flags, out _));
                Assert.All(buffer, b => Assert.Equal(0, b));
            }
            else
            {
                Assert.True(
                    KernelRandom.TryGetRandom(buffer, (GetRandomFlags)flags, out int written));
                Assert.Equal(expected, written);
                Assert.True(length == 0 || buffer.AsSpan().IndexOfAnyExcept((byte)0) >= 0);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(1000)]
    public void A_short_answer_is_told_as_it_is(int answer)
    {
        Assert.True(Try(answer, out int written));
        Assert.Equal(answer, written);
    }

    [Fact]
    public void A_request_that_would_block_is_told_apart_from_failure()
    {
        Assert.False(Try(-Errno.EAGAIN, out int written));
        Assert.Equal(0, written);
    }

    [Fact]
    public void A_flag_that_the_kernel_is_too_old_for_is_refused_as_an_argument() =>
        Assert.Throws<ArgumentException>("flags", () => Try(-Errno.EINVAL, out _));

    [Theory]
    [InlineData(-Errno.EPERM)]
    [InlineData(-Errno.EFAULT)]
    [InlineData(-5)]
    public void Any_other_error_is_a_failure(int answer) =>
        Assert.Throws<CryptographicException>(() => Try(answer, out _));

    [Fact]
    public void Unknown_flags_are_named()
    {
        var e = Assert.Throws<ArgumentException>(
            "flags",
            () => KernelRandom.TryGetRandom(new byte[4], (GetRandomFlags)0x1000_0001, out _));
        Assert.Contains("0x10000000", e.Message, StringComparison.Ordinal);
    }

    private static bool Try(int answer, out int written)
    {
        var script = new KernelScript { OnGetRandom = (_, _) => answer };
        return KernelRandom.TryGetRandom(
            new SyscallBackend<FakeKernel>(
                script.Kernel,
                null,
                "",
                script.NewGuard(),
                ExpansionReadiness.OfThisProcess),
            new byte[1000],
            GetRandomFlags.NonBlock,
            out written);
    }

    [Fact]
    public void Nothing_is_written_when_flags_are_refused()
    {
        byte[] buffer = new byte[64];
        int written = -1;
        Assert.Throws<ArgumentException>(() => KernelRandom.TryGetRandom(
            buffer, GetRandomFlags.Random | GetRandomFlags.Insecure, out written));
        Assert.Equal(0, written);
        Assert.All(buffer, b => Assert.Equal(0, b));
    }
}
