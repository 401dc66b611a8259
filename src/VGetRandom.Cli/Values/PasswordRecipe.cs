using System.Numerics;
using System.Text;

namespace VGetRandom.Cli.Values;

/// <summary>Which passwords there can be.</summary>
/// <param name="Alphabet">The characters, each once.</param>
/// <param name="Length">How many a password has.</param>
/// <param name="Classes">Of which it has at least one each.</param>
internal sealed record PasswordRecipe(Rune[] Alphabet, int Length, CharacterClass[] Classes)
{
    // With a smaller share, drawing again until one fits would take too long.
    private const double LeastShare = 1e-6;

    /// <summary>How many different passwords there can be.</summary>
    /// <remarks>
    /// By inclusion and exclusion: all passwords, less those without one of the classes, and so on.
    /// </remarks>
    public BigInteger Count
    {
        get
        {
            BigInteger count = 0;
            for (int missing = 0; missing < 1 << Classes.Length; missing++)
            {
                int left = Alphabet.Count(rune => !IsOfAny(rune, missing));
                BigInteger without = BigInteger.Pow(left, Length);
                count += BitOperations.PopCount((uint)missing) % 2 == 0 ? without : -without;
            }

            return count;
        }
    }

    /// <summary>What is wrong with it, as a sentence, or null.</summary>
    public string? Problem
    {
        get
        {
            if (Array.Find(Classes, each => !Alphabet.Any(each.Has)) is { } absent)
            {
                return $"The alphabet has no character of the class {absent.Name}.";
            }

            if (Length < Classes.Length)
            {
                return $"LENGTH, '{Length}', is less than the number of classes that you require.";
            }

            double share = Math.Exp(
                BigInteger.Log(Count) - (Length * Math.Log(Alphabet.Length)));
            return share < LeastShare
                ? "Too few passwords of this alphabet and length have all the classes."
                : null;
        }
    }

    /// <summary>The binary logarithm of <see cref="Count"/>.</summary>
    public double Bits => Classes.Length == 0
        ? Length * Math.Log2(Alphabet.Length)
        : BigInteger.Log(Count) / Math.Log(2);

    /// <summary>Whether a password has every class.</summary>
    /// <param name="places">The places of its characters in the alphabet.</param>
    public bool Accepts(ReadOnlySpan<int> places)
    {
        foreach (CharacterClass each in Classes)
        {
            bool isThere = false;
            foreach (int place in places)
            {
                isThere |= each.Has(Alphabet[place]);
            }

            if (!isThere)
            {
                return false;
            }
        }

        return true;
    }

    private bool IsOfAny(Rune rune, int classes)
    {
        for (int i = 0; i < Classes.Length; i++)
        {
            if ((classes & (1 << i)) != 0 && Classes[i].Has(rune))
            {
                return true;
            }
        }

        return false;
    }
}
