using Microsoft.CodeAnalysis;

namespace VGetRandom.Analyzers;

/// <summary>Finds the method of KernelRandom that does what a platform method does.</summary>
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

    /// <summary>Whether a method group keeps its meaning with the library's type before it: if the
    /// library had more overloads than the platform, <c>var</c> would have no type.</summary>
    public static bool HasNoMoreOverloads(IMethodSymbol platform, KnownSymbols known) =>
        known.KernelRandom.GetMembers(platform.Name).Length
            <= platform.ContainingType.GetMembers(platform.Name).Length;

    /// <summary>
    /// Whether a call that the compiler bound again does what the platform's does. Each name has
    /// one meaning here, and an overload may take an array where the platform's takes a span.
    /// </summary>
    public static bool Is(ISymbol? bound, IMethodSymbol platform, KnownSymbols known) =>
        bound is IMethodSymbol method
        && KnownSymbols.Equal(method.ContainingType, known.KernelRandom)
        && KnownSymbols.Equal(method.ReturnType, platform.ReturnType);

    private static bool HasSameTypes(IMethodSymbol one, IMethodSymbol other) =>
        Types(one).SequenceEqual(Types(other), SymbolEqualityComparer.Default);

    private static IEnumerable<ITypeSymbol> Types(IMethodSymbol method) =>
        method.Parameters.Select(parameter => parameter.Type).Prepend(method.ReturnType);
}
