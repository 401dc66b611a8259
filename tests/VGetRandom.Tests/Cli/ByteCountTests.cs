using VGetRandom.Cli.Bytes;

namespace VGetRandom.Tests.Cli;

public class ByteCountTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("007", 7)]
    [InlineData("1k", 1024)]
    [InlineData("3K", 3 * 1024)]
    [InlineData("2KiB", 2 * 1024)]
    [InlineData("5m", 5L << 20)]
    [InlineData("5mib", 5L << 20)]
    [InlineData("0G", 0)]
    [InlineData("4GIB", 4L << 30)]
    [InlineData("8589934591G", 8589934591L << 30)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_count_is_read_as_people_mean_it(string text, long expected)
    {
        Assert.True(ByteCount.TryParse(text, out long bytes));
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("K")]
    [InlineData("GiB")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.5K")]
    [InlineData("1 K")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1,000")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("1KB")]
    [InlineData("1B")]
    [InlineData("1P")]
    [InlineData("1KK")]
    [InlineData("1KiBK")]
    [InlineData("\uFF15")]
    [InlineData("9223372036854775808")]
    [InlineData("8589934592G")]
    [InlineData("9007199254740992K")]
    [InlineData("18446744073709551617")]
    public void Anything_else_is_refused(string text) =>
        Assert.False(ByteCount.TryParse(text, out _));
}
