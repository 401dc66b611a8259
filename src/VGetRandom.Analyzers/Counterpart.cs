using Microsoft.CodeAnalysis;

namespace VGetRandom.Analyzers;

/// <summary>Finds the method of KernelRandom that does what a platform's method does.</summary>
internal static class Counterpart
{
    /// <summary>The method with the same name, types and result, or null.</summary>
    public static IMethodSymbol? Of(IMethodSymbol platform, KnownSymbols known) =>
        known.KernelRandom.GetMembers(platform.Name).OfType<IMethodSymbol>()
            .Where(method => method.Arity == platform.Arity)
            .Select(method => method.Arity == 0
                ? method
                : method.Construct([.. platform.TypeArguments]))
            .FirstOrDefault(method => HasSameTypes(method, platform));

    /// <summary>
    /// Whether a method group means the same with the library's type before it: more overloads
    /// than the platform has would leave <c>var</c> without a type.
    /// </summary>
    public static bool HasNoMoreOverloads(IMethodSymbol platform, KnownSymbols known) =>
        known.KernelRandom.GetMembers(platform.Name).Length
            <= platform.ContainingType.GetMembers(platform.Name).Length;

    /// <summary>Whether a call that the compiler bound anew does what the platform's does: names
    /// have one meaning here, and an overload may take as an array what the platform's takes as a
    /// span.</summary>
    public static bool Is(ISymbol? bound, IMethodSymbol platform, KnownSymbols known) =>
        bound is IMethodSymbol method
        && KnownSymbols.Equal(method.ContainingType, known.KernelRandom)
        && KnownSymbols.Equal(method.ReturnType, platform.ReturnType);

    private static bool HasSameTypes(IMethodSymbol one, IMethodSymbol other) =>
        Types(one).SequenceEqual(Types(other), SymbolEqualityComparer.Default);

    private static IEnumerable<ITypeSymbol> Types(IMethodSymbol method) =>
        method.Parameters.Select(parameter => parameter.Type).Prepend(method.ReturnType);
}
