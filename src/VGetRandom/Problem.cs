namespace VGetRandom;

/// <summary>Why something cannot be had, in words for a person to act on.</summary>
/// <remarks>
/// A check that gives nothing else returns one or null; whatever gives a value returns an
/// <see cref="Attempt{T}"/>, into which a problem turns by itself.
/// </remarks>
internal readonly record struct Problem(string Text)
{
    public string Text { get => field ?? ""; } = Text;

    public static implicit operator string(Problem problem) => problem.Text;

    public override string ToString() => Text;
}
