using System.Globalization;
using VGetRandom.Cli;
using VGetRandom.Cli.Values;

namespace VGetRandom.Tests.Cli;

/// <summary><c>int</c> and <c>dice</c>.</summary>
public class NumberCommandTests
{
    [Fact]
    public void Both_ends_come_and_nothing_beyond()
    {
        // That one of 3 numbers is missing among 400: less than 3 x (2/3)^400, 2^-232.
        long[] numbers = Numbers("int", "-1", "1", "--count", "400");

        Assert.Equal(400, numbers.Length);
        Assert.Equal([-1, 0, 1], numbers.Distinct().Order());
    }

    [Fact]
    public void Every_long_is_in_reach()
    {
        // That all 64 have one sign: 2^-63.
        long[] numbers = Numbers("int", $"{long.MinValue}", $"{long.MaxValue}", "-n", "64");

        Assert.Equal([-1, 1], numbers.Select(Math.Sign).Distinct().Order());
        Assert.Equal(64, numbers.Distinct().Count());
        Assert.Equal([7], Numbers("int", "7", "7"));
    }

    [Theory]
    [InlineData("d20", 1, 20, 0)]
    [InlineData("3d6", 3, 6, 0)]
    [InlineData("2D6+3", 2, 6, 3)]
    [InlineData("1000d1000000-1", 1000, 1000000, -1)]
    public void Dice_are_read(string text, int count, int sides, int bonus)
    {
        Assert.True(DiceNotation.TryParse(text, out DiceNotation dice));
        Assert.Equal(new(count, sides, bonus), dice);
    }

    [Theory]
    [InlineData("")]
    [InlineData("6")]
    [InlineData("d")]
    [InlineData("0d6")]
    [InlineData("3d0")]
    [InlineData("-1d6")]
    [InlineData("1001d6")]
    [InlineData("d1000001")]
    [InlineData("3d6+")]
    [InlineData("3d6++1")]
    [InlineData("3 d 6")]
    public void What_is_no_dice_is_refused(string text) =>
        Assert.False(DiceNotation.TryParse(text, out _));

    [Fact]
    public void A_roll_is_the_sum_of_its_dice()
    {
        string[] rolls = Lines("dice", "3d6-2", "--each", "--count", "50");

        Assert.Equal(50, rolls.Length);
        Assert.All(rolls, roll =>
        {
            string[] sides = roll.Split(" = ");
            int[] dice = [.. sides[0].Replace(" - 2", "", StringComparison.Ordinal).Split(" + ")
                .Select(each => int.Parse(each, CultureInfo.InvariantCulture))];
            Assert.Equal(3, dice.Length);
            Assert.All(dice, die => Assert.InRange(die, 1, 6));
            Assert.Equal($"{dice.Sum() - 2}", sides[1]);
        });
    }

    [Fact]
    public void A_die_has_all_its_sides() =>
        Assert.Equal(
            [1, 2, 3, 4, 5, 6], Numbers("dice", "d6", "-n", "1K").Distinct().Order());

    private static long[] Numbers(params string[] arguments) =>
        [.. Lines(arguments).Select(line => long.Parse(line, CultureInfo.InvariantCulture))];

    private static string[] Lines(params string[] arguments)
    {
        ToolResult result = Tool.Run(arguments);
        Assert.Equal("", result.Error);
        Assert.Equal(ExitCode.Done, result.ExitCode);
        return result.Text.TrimEnd('\n').Split('\n');
    }
}
