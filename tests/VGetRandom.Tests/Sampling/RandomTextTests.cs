using System.Buffers.Text;
using CsCheck;
using VGetRandom.Sampling;

namespace VGetRandom.Tests.Sampling;

public class RandomTextTests
{
    [Fact]
    public void Hex_digits_are_the_bytes_of_the_source()
    {
        Gen.Select(Gen.Byte.Array[0, 5000], Gen.Bool, Gen.Bool).Sample((bytes, isOdd, lowercase) =>
        {
            var script = new Script();
            script.Set(bytes);
            var text = new char[Math.Max(0, (2 * bytes.Length) - (isOdd ? 1 : 0))];
            RandomText.FillHex(script.Source, text, lowercase);

            string expected =
                lowercase ? Convert.ToHexStringLower(bytes) : Convert.ToHexString(bytes);
            if (isOdd && bytes.Length > 0)
            {
                expected = expected[..^2] + expected[^1];
            }

            Assert.Equal(expected, new string(text));
            Assert.False(script.IsExceeded);
            Assert.Equal((bytes.Length + StackBuffer.SizeBytes - 1) / StackBuffer.SizeBytes,
                script.Requests.Count);
        });
    }

    [Fact]
    public void Base64url_is_the_bytes_of_the_source()
    {
        Gen.Byte.Array[0, 5000].Sample(bytes =>
        {
            var script = new Script();
            script.Set(bytes);
            var text = new char[Base64Url.GetEncodedLength(bytes.Length)];
            RandomText.FillBase64Url(script.Source, text, bytes.Length);
            Assert.Equal(Base64Url.EncodeToString(bytes), new string(text));
            Assert.False(script.IsExceeded);
            Assert.Equal((bytes.Length + 2045) / 2046, script.Requests.Count);
        });
    }
}
