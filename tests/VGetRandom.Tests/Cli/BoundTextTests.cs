using VGetRandom.Cli.Output;

namespace VGetRandom.Tests.Cli;

public class BoundTextTests
{
    [Theory]
    [InlineData("1757 requests, 1 MiB in all", 17, "1757 requests,|1 MiB in all")]
    [InlineData("twice, 50.01 % of the bits", 13, "twice,|50.01 % of|the bits")]
    [InlineData("in 512 bits, 256 bits", 8, "in 512|bits,|256 bits")]
    [InlineData("page size 4096 bytes", 80, "page size 4096 bytes")]
    [InlineData("at 0x28 (12)", 8, "at 0x28|(12)")]
    public void No_line_ends_between_a_number_and_its_unit(
        string text, int columns, string expected) =>
        Assert.Equal(
            expected,
            string.Join('|', Layout.Lines(new BoundText(text), columns)).TrimEnd('|'));
}
