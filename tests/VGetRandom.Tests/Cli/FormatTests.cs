using System.Buffers.Text;
using System.Text;
using VGetRandom.Cli.Bytes;

namespace VGetRandom.Tests.Cli;

public class FormatTests
{
    private const int Piece = FormattedBytes.MaxPieceBytes;

    public static TheoryData<string, int> EveryFormatAndCount()
    {
        var cases = new TheoryData<string, int>();
        foreach (string format in (string[])["raw", "hex", "base64", "base64url"])
        {
            foreach (int count in (int[])[0, 1, 2, 3, 31, 32, Piece - 1, Piece, Piece + 1])
            {
                cases.Add(format, count);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(EveryFormatAndCount))]
    public void The_output_holds_exactly_the_bytes_asked_for(string format, int count)
    {
        ToolResult result = Tool.Run("bytes", $"{count}", "--format", format);

        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        byte[] bytes = Decode(format, result.Output);
        Assert.Equal(count, bytes.Length);
        AssertLooksRandom(bytes);
    }

    // Up to the last piece they are made in parallel: it may be whole, or one byte.
    [Theory]
    [InlineData("raw", 2, 64 * Piece)]
    [InlineData("raw", 3, (64 * Piece) + 1)]
    [InlineData("hex", 2, (64 * Piece) + 1)]
    [InlineData("base64", 3, (64 * Piece) + 1)]
    [InlineData("base64", 2, (64 * Piece) - 1)]
    [InlineData("base64url", 3, 64 * Piece)]
    public void So_does_the_output_of_several_threads(string format, int threads, int count)
    {
        ToolResult result =
            Tool.Run("bytes", $"{count}", "--format", format, "--threads", $"{threads}");

        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        byte[] bytes = Decode(format, result.Output);
        Assert.Equal(count, bytes.Length);
        AssertLooksRandom(bytes);
    }

    [Fact]
    public void Raw_is_the_default_and_a_suffix_multiplies()
    {
        ToolResult result = Tool.Run("bytes", "1MiB");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(1 << 20, result.Output.Length);
        AssertLooksRandom(result.Output);
    }

    [Fact]
    public void Two_runs_differ() =>
        Assert.NotEqual(Tool.Run("bytes", "32").Output, Tool.Run("bytes", "32").Output);

    private static byte[] Decode(string format, byte[] output)
    {
        if (format == "raw" || output.Length == 0)
        {
            return output;
        }

        string text = Encoding.ASCII.GetString(output);
        Assert.Equal(text.Length - 1, text.IndexOf('\n', StringComparison.Ordinal));
        string line = text[..^1];
        return format switch
        {
            "hex" => DecodeLowerHex(line),
            "base64" => Convert.FromBase64String(line),
            _ => DecodeUnpadded(line),
        };
    }

    private static byte[] DecodeLowerHex(string line)
    {
        Assert.DoesNotContain(line, char.IsUpper);
        return Convert.FromHexString(line);
    }

    private static byte[] DecodeUnpadded(string line)
    {
        Assert.DoesNotContain('=', line);
        return Base64Url.DecodeFromChars(line);
    }

    // A piece that was skipped, repeated or written after it was wiped shows here: 32 random bytes
    // all zero, or equal to any others of a few thousand, will not be seen in this universe.
    internal static void AssertLooksRandom(byte[] bytes)
    {
        const int BlockBytes = 32;
        var seen = new HashSet<string> { Convert.ToHexString(new byte[BlockBytes]) };
        for (int at = 0; at + BlockBytes <= bytes.Length; at += BlockBytes)
        {
            Assert.True(seen.Add(Convert.ToHexString(bytes, at, BlockBytes)), $"at {at}");
        }
    }
}
