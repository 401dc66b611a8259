using VGetRandom.Cli.Selftest;

namespace VGetRandom.Tests.ChaCha20;

/// <summary>Checks that every version makes the published blocks.</summary>
public class PublishedVectorTests
{
    public static MatrixTheoryData<string, int> Cases { get; } =
        new(BlockVersion.Names, Enumerable.Range(0, PublishedVectors.All.Length));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_published_block_comes_out(string version, int vector)
    {
        (string key, ulong counter, string block) = PublishedVectors.All[vector];
        ulong next = counter;
        byte[] actual = BlockVersion.Blocks(version, 1, Convert.FromHexString(key), ref next);
        Assert.Equal(block, Convert.ToHexStringLower(actual));
        Assert.Equal(counter + 1, next);
    }
}
