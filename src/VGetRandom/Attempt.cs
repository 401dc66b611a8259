using System.Diagnostics.CodeAnalysis;

namespace VGetRandom;

/// <summary>Something that was looked for: the thing itself, or why it is not available.</summary>
/// <remarks>
/// Nearly everything this library looks for may rightly be missing (an old kernel, a sandbox), so
/// absence is a value with a sentence for the operator, never an exception.
/// </remarks>
internal readonly record struct Attempt<T>
    where T : class
{
    private Attempt(T? value, string problem)
    {
        Value = value;
        Problem = problem;
    }

    public T? Value { get; }

    /// <summary>Why there is no value, for a person to act on. Empty when there is one.</summary>
    public string Problem { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Value is not null;

    public static Attempt<T> Of(T value) => new(value, "");

    public static Attempt<T> Failed(string problem) => new(null, problem);
}
