namespace VGetRandom.Cli.Values;

/// <summary>Dice of one kind, or a number that is added.</summary>
/// <param name="Sign">1 or -1: whether it is added or taken away.</param>
/// <param name="Count">How many dice; of a number, the number.</param>
/// <param name="Sides">How many sides each has, or 0 for a number.</param>
internal readonly record struct DiceTerm(int Sign, int Count, int Sides)
{
    public bool IsNumber => Sides == 0;
}
