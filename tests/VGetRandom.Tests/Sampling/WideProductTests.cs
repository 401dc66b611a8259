using System.Numerics;
using CsCheck;
using VGetRandom.Sampling;

namespace VGetRandom.Tests.Sampling;

public class WideProductTests
{
    [Fact]
    public void Bytes_are_multiplied_exactly()
    {
        for (int left = 0; left <= byte.MaxValue; left++)
        {
            for (int right = 0; right <= byte.MaxValue; right++)
            {
                AssertExact((byte)left, (byte)right);
            }
        }
    }

    [Fact]
    public void Words_of_every_other_width_are_multiplied_exactly()
    {
        Gen.Select(Gen.UShort, Gen.UShort).Sample(AssertExact);
        Gen.Select(Gen.UInt, Gen.UInt).Sample(AssertExact);
        Gen.Select(Words.Gen64, Words.Gen64).Sample(AssertExact);
        Gen.Select(Words.Gen128, Words.Gen128).Sample(AssertExact);
    }

    private static void AssertExact<T>(T left, T right)
        where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        T high = WideProduct.Multiply(left, right, out T low);
        BigInteger product = BigInteger.CreateChecked(left) * BigInteger.CreateChecked(right);
        Assert.Equal(
            product,
            (BigInteger.CreateChecked(high) << Words.Bits<T>()) + BigInteger.CreateChecked(low));
    }
}
