using Microsoft.CodeAnalysis;

namespace VGetRandom.Analyzers;

/// <summary>Finds the method of KernelRandom that does what a platform's method does.</summary>
internal static class Counterpart
{
    /// <summary>The method with the same name, types and result, or null.</summary>
    public static IMethodSymbol? Of(IMethodSymbol platform, KnownSymbols known)
    {
        IMethodSymbol[] candidates =
        [
            .. known.KernelRandom.GetMembers(platform.Name).OfType<IMethodSymbol>()
                .Where(method => method.Arity == platform.Arity
                    && method.Parameters.Length == platform.Parameters.Length)
                .Select(method => method.Arity == 0
                    ? method
                    : method.Construct([.. platform.TypeArguments]))
                .Where(method => KnownSymbols.Equal(method.ReturnType, platform.ReturnType)),
        ];
        return candidates.FirstOrDefault(method => Fits(method, platform, arrays: false))
            ?? candidates.FirstOrDefault(method => Fits(method, platform, arrays: true));
    }

    /// <summary>
    /// Whether a method group means the same with the library's type before it: more overloads
    /// than the platform has would leave <c>var</c> without a type.
    /// </summary>
    public static bool HasNoMoreOverloads(IMethodSymbol platform, KnownSymbols known) =>
        known.KernelRandom.GetMembers(platform.Name).Length
            <= platform.ContainingType.GetMembers(platform.Name).Length;

    private static bool Fits(IMethodSymbol method, IMethodSymbol platform, bool arrays)
    {
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            ITypeSymbol wanted = platform.Parameters[i].Type;
            ITypeSymbol given = method.Parameters[i].Type;
            if (!KnownSymbols.Equal(wanted, given)
                && !(arrays && wanted is IArrayTypeSymbol array && TakesArray(given, array)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether an array can always be given for a span.</summary>
    /// <remarks>
    /// An array of strings can be a value of type object[]. Random.Shuffle takes it; the conversion
    /// to Span of object throws.
    /// </remarks>
    private static bool TakesArray(ITypeSymbol given, IArrayTypeSymbol array) =>
        given is INamedTypeSymbol { Arity: 1 } span
        && KnownSymbols.Equal(span.TypeArguments[0], array.ElementType)
        && (span.Name == "ReadOnlySpan"
            || (span.Name == "Span"
                && (array.ElementType.IsValueType || array.ElementType.IsSealed)));
}
