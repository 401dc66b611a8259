using System.Diagnostics.CodeAnalysis;

namespace VGetRandom;

/// <summary>A value, or the reason why it is not available.</summary>
/// <remarks>
/// Almost anything this library looks for may be missing for a good reason (an old kernel, a
/// sandbox). So absence is a value with a sentence for the operator, never an exception. This is
/// the only way to fail between the kernel, which reports a negative errno, and the public methods,
/// which throw.
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

    /// <summary>Why there is no value. Meaningless if there is one.</summary>
    public Problem Problem { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded { get; }

    public static implicit operator Attempt<T>(T value) => new(value);

    public static implicit operator Attempt<T>(Problem problem) => new(problem);

    // The language defines no conversion from an interface.
    public static Attempt<T> Of(T value) => new(value);

    /// <summary>Continues with the value, or passes on the problem.</summary>
    public Attempt<TNext> Then<TNext>(Func<T, Attempt<TNext>> next)
        where TNext : notnull =>
        Succeeded ? next(Value) : Problem;
}

/// <summary>Why something is not available, in words that a person can act on.</summary>
/// <remarks>A check returns a problem or null. Whatever gives a value returns an
/// <see cref="Attempt{T}"/>, to which a problem converts.</remarks>
internal readonly record struct Problem(string Text)
{
    public string Text { get => field ?? ""; } = Text;

    public static implicit operator string(Problem problem) => problem.Text;

    public override string ToString() => Text;
}
