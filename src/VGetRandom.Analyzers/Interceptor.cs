using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace VGetRandom.Analyzers;

/// <summary>The method that is called in place of a platform method.</summary>
internal static class Interceptor
{
    private static readonly SymbolDisplayFormat s_type =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>What it calls and its declaration, or null if the library has nothing to call.
    /// </summary>
    public static (string Target, string Declaration)? For(
        IInvocationOperation call, KnownSymbols known)
    {
        // An interceptor would have to repeat the constraints, and the library's may be narrower.
        if (call.TargetMethod.TypeParameters.Any(IsConstrained))
        {
            return null;
        }

        // As declared, with type parameters, so that it names no type of the program, which may be
        // private.
        IMethodSymbol platform = call.TargetMethod.OriginalDefinition;
        string generic = platform.Arity == 0 ? "" : $"<{platform.TypeParameters[0].Name}>";
        bool isMade = NewInstance.IsMade(call, known);
        string? target =
            isMade ? $"{KernelNames.Generator}.{KernelNames.Shared}"
            : Counterpart.Of(call.TargetMethod, known) is not null
                ? $"{KernelNames.Random}.{platform.Name}"
            : call.Instance is not null
                ? $"{KernelNames.Random}.{KernelNames.Instance}.{platform.Name}"
            : null;
        if (target is null)
        {
            return null;
        }

        string arguments = isMade ? "" : $"{generic}({Arguments(platform)})";

        // Named after what it calls, because one platform method can have two interceptors.
        string shortTarget = target.Substring(target.IndexOf('.') + 1);
        return (
            shortTarget,
            $"internal static {Type(platform.ReturnType)} {shortTarget.Replace('.', '_')}{generic}"
                + $"({Parameters(platform)}) => global::{target}{arguments};");
    }

    private static string Parameters(IMethodSymbol platform)
    {
        IEnumerable<string> parameters =
            platform.Parameters.Select(parameter => $"{Type(parameter.Type)} {parameter.Name}");
        return string.Join(", ", platform.IsStatic
            ? parameters
            : parameters.Prepend($"this {Type(platform.ContainingType)} random"));
    }

    private static string Arguments(IMethodSymbol platform) =>
        string.Join(", ", platform.Parameters.Select(parameter => parameter.Name));

    private static bool IsConstrained(ITypeParameterSymbol parameter) =>
        parameter.ConstraintTypes.Length > 0 || parameter.HasUnmanagedTypeConstraint;

    private static string Type(ITypeSymbol type) => type.ToDisplayString(s_type);
}
