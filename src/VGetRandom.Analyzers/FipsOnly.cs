using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace VGetRandom.Analyzers;

/// <summary>Whether code may take random numbers only from validated modules.</summary>
internal static class FipsOnly
{
    public static bool IsSet(AnalyzerConfigOptionsProvider options, SyntaxTree tree) =>
        options.GetOptions(tree)
            .TryGetValue(Rules.FipsOnlyOption, out string? value)
        && string.Equals(value.Trim(), "true", StringComparison.OrdinalIgnoreCase);
}
