using System.Globalization;

namespace VGetRandom.Cli.Values;

/// <summary>Dice as players write them: how many, with how many sides, and what is added.</summary>
/// <param name="Count">How many dice, from 1 to <see cref="MaxDice"/>.</param>
/// <param name="Sides">The sides of each, from 1 to <see cref="MaxSides"/>.</param>
/// <param name="Bonus">What is added to their sum.</param>
internal readonly record struct DiceNotation(int Count, int Sides, int Bonus)
{
    public const int MaxDice = 1000;
    public const int MaxSides = 1_000_000;
    public const string Form = "something like d20, 3d6 or 2d6+3";

    /// <summary>Reads COUNTdSIDES+BONUS, of which COUNT and +BONUS (or -BONUS) may be missing.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DiceNotation dice)
    {
        dice = default;
        int d = text.IndexOfAny('d', 'D');
        if (d < 0)
        {
            return false;
        }

        ReadOnlySpan<char> sides = text[(d + 1)..];
        int sign = sides.IndexOfAny('+', '-');
        int bonus = 0;
        if (sign >= 0)
        {
            if (!TryRead(sides[(sign + 1)..], MaxSides, out bonus))
            {
                return false;
            }

            bonus = sides[sign] == '-' ? -bonus : bonus;
            sides = sides[..sign];
        }

        int count = 1;
        if ((d > 0 && !TryRead(text[..d], MaxDice, out count))
            || !TryRead(sides, MaxSides, out int sideCount)
            || count == 0
            || sideCount == 0)
        {
            return false;
        }

        dice = new(count, sideCount, bonus);
        return true;
    }

    private static bool TryRead(ReadOnlySpan<char> text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && number <= most;
}
