using CsCheck;
using VGetRandom.Sampling;

namespace VGetRandom.Tests.Sampling;

public class NonZeroTests
{
    /// <summary>The bytes must be the source's, in order, without the zeros.</summary>
    [Fact]
    public void Zeros_are_left_out_and_what_follows_moves_up()
    {
        Gen<byte> bytes = Gen.Frequency((1, Gen.Const((byte)0)), (3, Gen.Byte));
        Gen.Select(bytes.Array[0, 200], Gen.Int[0, 150]).Sample((drawn, length) =>
        {
            var script = new Script();
            script.Set(drawn);
            byte[] filled = new byte[length];
            NonZero.Fill(script.Source, filled);
            Assert.Equal(
                drawn.Where(b => b != 0).Concat(Enumerable.Repeat((byte)0xFF, length)).Take(length),
                filled);
        });
    }

    [Fact]
    public void Only_what_was_zero_is_asked_for_again()
    {
        var script = new Script();
        script.Set<byte>(0, 5, 0, 0, 6, 7, 0, 8);
        byte[] filled = new byte[6];
        NonZero.Fill(script.Source, filled);
        Assert.Equal([5, 6, 7, 8, 0xFF, 0xFF], filled);
        Assert.Equal([6, 3, 1], script.Requests);
    }
}
