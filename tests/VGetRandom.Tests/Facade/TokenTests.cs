using System.Buffers.Text;

namespace VGetRandom.Tests.Facade;

public class TokenTests
{
    [Fact]
    public void A_token_is_base64url_of_its_bytes()
    {
        for (int bytes = 0; bytes < 100; bytes++)
        {
            string token = KernelRandom.GetToken(bytes);
            Assert.Equal(((bytes * 4) + 2) / 3, token.Length);
            Assert.Equal(bytes, Base64Url.DecodeFromChars(token).Length);
        }

        Assert.Equal(43, KernelRandom.GetToken().Length);
        Assert.NotEqual(KernelRandom.GetToken(), KernelRandom.GetToken());
    }

    [Fact]
    public void A_token_is_written_where_there_is_room()
    {
        var text = new char[50];
        Assert.Equal(43, KernelRandom.GetToken(32, text));
        Assert.Equal(32, Base64Url.DecodeFromChars(text.AsSpan(0, 43)).Length);
        Assert.All(text[43..], c => Assert.Equal('\0', c));
        Assert.Equal(0, KernelRandom.GetToken(0, []));
    }

    [Fact]
    public void Bad_arguments_are_refused_before_anything_is_written()
    {
        var text = new char[42];
        Assert.Throws<ArgumentException>("destination", () => KernelRandom.GetToken(32, text));
        Assert.All(text, c => Assert.Equal('\0', c));
        Assert.Throws<ArgumentOutOfRangeException>("byteCount", () => KernelRandom.GetToken(-1));
        Assert.Throws<ArgumentOutOfRangeException>(
            "byteCount", () => KernelRandom.GetToken(int.MinValue, text));
        Assert.Throws<ArgumentOutOfRangeException>(
            "byteCount", () => KernelRandom.GetToken(int.MaxValue));
    }
}
