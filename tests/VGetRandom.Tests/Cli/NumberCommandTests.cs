using System.Globalization;
using System.Numerics;
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
    [InlineData("d20", "+1d20")]
    [InlineData("3d6", "+3d6")]
    [InlineData("2D6+3", "+2d6 +3d0")]
    [InlineData("1000d1000000-1", "+1000d1000000 -1d0")]
    [InlineData("3d6 + 2d4", "+3d6 +2d4")]
    [InlineData("d6+1-d4", "+1d6 +1d0 -1d4")]
    public void Dice_are_read(string text, string terms)
    {
        DiceTerm[] dice = DiceNotation.Read(text, out string? problem);

        Assert.Null(problem);
        Assert.Equal(
            terms,
            string.Join(' ', dice.Select(
                term => $"{(term.Sign < 0 ? '-' : '+')}{term.Count}d{term.Sides}")));
    }

    [Theory]
    [InlineData("", "something like")]
    [InlineData("6", "no dice")]
    [InlineData("d", "something like")]
    [InlineData("0d6", "1 to 1000 dice")]
    [InlineData("3d0", "1 to 1,000,000 sides")]
    [InlineData("-1d6", "something like")]
    [InlineData("1001d6", "1 to 1000 dice")]
    [InlineData("600d6+600d4", "at most 1000 dice")]
    [InlineData("99999999999d6", "1 to 1000 dice")]
    [InlineData("d1000001", "1 to 1,000,000 sides")]
    [InlineData("d6+1000001", "at most 1,000,000")]
    [InlineData("3d6+", "something like")]
    [InlineData("3d6++1", "something like")]
    [InlineData("3dx", "something like")]
    public void What_is_no_dice_is_refused_with_its_limit(string text, string limit)
    {
        _ = DiceNotation.Read(text, out string? problem);

        Assert.Contains(limit, problem, StringComparison.Ordinal);
    }

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
    public void So_it_is_where_dice_are_taken_away() =>
        Assert.Equal(["3 + 1 - 1 - 1 - 1 = 1"], Lines("dice", "3+1d1-1d1-2d1", "-e"));

    /// <summary>Numbers of more than 64 bits: all of a small range, and both ends.</summary>
    [Theory]
    [InlineData("18446744073709551615", "18446744073709551618")]
    [InlineData("-9223372036854775809", "-9223372036854775806")]
    [InlineData("-36893488147419103235", "-36893488147419103232")]
    public void A_range_may_lie_anywhere(string low, string high)
    {
        string[] numbers = [.. Lines("int", low, high, "-n", "200").Distinct()];

        Assert.Equal(4, numbers.Length);
        Assert.Contains(low, numbers);
        Assert.Contains(high, numbers);
    }

    [Fact]
    public void A_number_may_have_10_000_digits_and_a_sign()
    {
        string number = $"-{new string('9', 10_000)}";

        Assert.Equal([number], Lines("int", number, number));
        Assert.Contains(
            "LOW has at most 10,000 digits", Tool.Run("int", $"{number}9", "1").Error,
            StringComparison.Ordinal);
    }

    /// <summary>That none of 64 numbers has its upper bit set, or all have: 2^-63.</summary>
    [Fact]
    public void A_large_range_is_reached_as_a_whole()
    {
        BigInteger high = BigInteger.Pow(2, 200) - 1;
        BigInteger[] numbers =
        [
            .. Lines("int", "0", $"{high}", "-n", "64")
                .Select(line => BigInteger.Parse(line, CultureInfo.InvariantCulture)),
        ];

        Assert.All(numbers, number => Assert.InRange(number, 0, high));
        Assert.Contains(numbers, number => number > high / 2);
        Assert.Contains(numbers, number => number <= high / 2);
        Assert.Equal(64, numbers.Distinct().Count());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-2.5, 2.5, "-2.5", "2.5")]
    [InlineData(1e300, 1.0000001e300, "1e300", "1.0000001e300")]
    public void A_float_lies_between_its_ends(double low, double high, params string[] ends)
    {
        double[] numbers =
        [
            .. Lines(["float", "-n", "300", .. ends])
                .Select(line => double.Parse(line, CultureInfo.InvariantCulture)),
        ];

        Assert.All(numbers, number => Assert.InRange(number, low, high));
        Assert.Contains(numbers, number => number > low + ((high - low) / 2));
        Assert.Contains(numbers, number => number < low + ((high - low) / 2));
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
