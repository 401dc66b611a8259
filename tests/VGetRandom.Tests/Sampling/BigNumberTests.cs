using System.Numerics;
using CsCheck;
using VGetRandom.Sampling;

namespace VGetRandom.Tests.Sampling;

public class BigNumberTests
{
    [Fact]
    public void Every_number_comes_from_equally_many_bytes()
    {
        var script = new Script();
        for (int greatest = 0; greatest <= byte.MaxValue; greatest++)
        {
            AssertEqual(script, greatest, Enumerable.Range(0, 256).Select(i => new[] { (byte)i }));
        }
    }

    [Theory]
    [InlineData(256)]
    [InlineData(1000)]
    [InlineData(32767)]
    [InlineData(32768)]
    [InlineData(65535)]
    public void Every_number_comes_from_equally_many_pairs_of_bytes(int greatest) =>
        AssertEqual(
            new Script(),
            greatest,
            Enumerable.Range(0, 65536).Select(i => new[] { (byte)i, (byte)(i >> 8) }));

    /// <summary>The bytes alone determine the number, whether they lie on the stack or
    /// not.</summary>
    [Fact]
    public void Larger_numbers_are_the_bytes_of_one_request() =>
        Gen.Byte.Array[1, 2 * StackBuffer.SizeBytes].Sample(
            bytes =>
            {
                var script = new Script();
                script.Set(bytes);
                BigInteger greatest = (BigInteger.One << (8 * bytes.Length)) - 1;
                BigInteger number = BigNumber.Draw(script.Source, greatest);
                Assert.Equal(new BigInteger(bytes, isUnsigned: true), number);
                Assert.Equal([bytes.Length], script.Requests);
            },
            iter: 100);

    private static void AssertEqual(Script script, int greatest, IEnumerable<byte[]> words)
    {
        var counts = new int[greatest + 1];
        foreach (byte[] bytes in words)
        {
            script.Set(bytes);
            _ = script.Suffices(1, source => counts[(int)BigNumber.Draw(source, greatest)]++);
        }

        int bits = 32 - BitOperations.LeadingZeroCount((uint)greatest);
        int each = 1 << ((greatest > byte.MaxValue ? 16 : 8) - bits);
        Assert.All(counts, count => Assert.Equal(each, count));
    }
}
