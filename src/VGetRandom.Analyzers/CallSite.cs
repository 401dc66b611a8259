namespace VGetRandom.Analyzers;

/// <summary>One place in a program that uses the platform's random numbers. Consists of texts and
/// numbers alone, because it is kept from one run of the generator to the next.</summary>
/// <param name="File">The file, as the compiler knows it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Platform">What stands there.</param>
/// <param name="Outcome">What is called instead, or why nothing is.</param>
/// <param name="Attribute">The attribute that names the place; null if it is skipped.</param>
/// <param name="Interceptor">The method that is called instead; null if it is skipped.</param>
internal sealed record CallSite(
    string File,
    int Line,
    int Column,
    string Platform,
    string Outcome,
    string? Attribute = null,
    string? Interceptor = null)
{
    public CallSite Skipped(string reason) =>
        this with { Outcome = reason, Attribute = null, Interceptor = null };
}
