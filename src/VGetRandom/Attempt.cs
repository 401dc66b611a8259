using System.Diagnostics.CodeAnalysis;

namespace VGetRandom;

/// <summary>Something that was looked for: the thing itself, or why it is not available.</summary>
/// <remarks>
/// Nearly everything this library looks for may rightly be missing (an old kernel, a sandbox), so
/// absence is a value with a sentence for the operator, never an exception. This is the one way to
/// fail between the kernel, which reports a negative errno, and the public methods, which throw.
/// </remarks>
internal readonly struct Attempt<T>
    where T : notnull
{
    private Attempt(T value)
    {
        Value = value;
        Succeeded = true;
    }

    private Attempt(Problem problem) => Problem = problem;

    public T? Value { get; }

    /// <summary>Why there is no value. Means nothing when there is one.</summary>
    public Problem Problem { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded { get; }

    public static implicit operator Attempt<T>(T value) => new(value);

    public static implicit operator Attempt<T>(Problem problem) => new(problem);

    // For an interface, of which the language converts nothing.
    public static Attempt<T> Of(T value) => new(value);

    /// <summary>Goes on with the value, or with the same problem.</summary>
    public Attempt<TNext> Then<TNext>(Func<T, Attempt<TNext>> next)
        where TNext : notnull =>
        Succeeded ? next(Value) : Problem;
}

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
