using Microsoft.CodeAnalysis;

namespace VGetRandom.Analyzers;

/// <summary>The types that the rules are about, as one compilation knows them.</summary>
internal sealed class KnownSymbols
{
    private readonly INamedTypeSymbol _expression;

    private KnownSymbols(
        INamedTypeSymbol kernelRandom,
        INamedTypeSymbol kernelGenerator,
        INamedTypeSymbol generator,
        INamedTypeSymbol guid,
        INamedTypeSymbol random,
        INamedTypeSymbol expression)
    {
        KernelRandom = kernelRandom;
        KernelGenerator = kernelGenerator;
        Generator = generator;
        Guid = guid;
        Random = random;
        _expression = expression;
    }

    public INamedTypeSymbol KernelRandom { get; }

    public INamedTypeSymbol KernelGenerator { get; }

    public INamedTypeSymbol Generator { get; }

    public INamedTypeSymbol Guid { get; }

    public INamedTypeSymbol Random { get; }

    /// <summary>The types, or null if the compilation does not refer to VGetRandom.</summary>
    public static KnownSymbols? Of(Compilation compilation)
    {
        INamedTypeSymbol? kernelRandom = compilation.GetTypeByMetadataName(KernelNames.Random);
        INamedTypeSymbol? kernelGenerator =
            compilation.GetTypeByMetadataName(KernelNames.Generator);

        // Leave alone the library itself, and a program with a type of the same name.
        return kernelRandom is not null
            && kernelGenerator is not null
            && !Equal(kernelRandom.ContainingAssembly, compilation.Assembly)
            && Named("System.Security.Cryptography.RandomNumberGenerator") is { } generator
            && Named("System.Guid") is { } guid
            && Named("System.Random") is { } random
            && Named("System.Linq.Expressions.Expression") is { } expression
                ? new(kernelRandom, kernelGenerator, generator, guid, random, expression)
                : null;

        INamedTypeSymbol? Named(string name) => compilation.GetTypeByMetadataName(name);
    }

    public static bool Equal(ISymbol? one, ISymbol? other) =>
        SymbolEqualityComparer.Default.Equals(one, other);

    /// <summary>Whether a type is another one, or derives from it.</summary>
    public static bool IsOrDerives(ITypeSymbol? type, INamedTypeSymbol from)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (Equal(type, from))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the compiler keeps a lambda of this type as a tree.</summary>
    public bool IsExpressionTree(ITypeSymbol? type) => IsOrDerives(type, _expression);

    /// <summary>Whether the symbol is the property KernelRandom.Random.</summary>
    public bool IsKernelRandomInstance(ISymbol? symbol) =>
        symbol is IPropertySymbol { Name: KernelNames.Instance }
        && Equal(symbol.ContainingType, KernelRandom);
}
