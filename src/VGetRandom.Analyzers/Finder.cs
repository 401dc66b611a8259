using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace VGetRandom.Analyzers;

/// <summary>Finds what can replace an operation. The analyzer reports exactly what the fix can do,
/// because both ask here.</summary>
internal static class Finder
{
    /// <summary>The replacement, or null if the meaning could change.</summary>
    public static Replacement? Find(IOperation operation, KnownSymbols known) =>
        Candidate(operation, known) is { } replacement && !IsOnlyLookedAt(operation, known)
            ? replacement
            : null;

    private static Replacement? Candidate(IOperation operation, KnownSymbols known) =>
        operation switch
        {
            IInvocationOperation call when NewInstance.IsMade(call, known) =>
                NewInstance.Find(call, known),
            IInvocationOperation { TargetMethod.IsStatic: true } call => StaticCall(call, known),
            IInvocationOperation { Instance: { } instance } call
                when SharedInstance.IsRandom(instance, known) =>
                SharedInstance.FindCall(call, instance, known),
            IMethodReferenceOperation { Method.IsStatic: true } group => MethodGroup(group, known),
            IPropertyReferenceOperation or IObjectCreationOperation
                when SharedInstance.IsRandom(operation, known) =>
                SharedInstance.Find(operation, known),
            _ => null,
        };

    /// <summary>The rule for a static method of the platform, or null if there is none.</summary>
    public static DiagnosticDescriptor? RuleFor(IMethodSymbol method, KnownSymbols known) =>
        KnownSymbols.Equal(method.ContainingType, known.Generator) ? Rules.Generator
        : KnownSymbols.Equal(method.ContainingType, known.Guid) ? Rules.Uuid
        : null;

    private static Replacement? StaticCall(IInvocationOperation call, KnownSymbols known) =>
        RuleFor(call.TargetMethod, known) is { } rule
        && call.Syntax is InvocationExpressionSyntax syntax
        && NamedType(syntax.Expression, call.TargetMethod, call.SemanticModel!) is { } replaced
            ? Call(rule, call, replaced, known)
            : null;

    /// <summary>A call that keeps its own name and arguments behind another type. It replaces what
    /// stands before the name, or the name itself if nothing does.</summary>
    public static Replacement? Call(
        DiagnosticDescriptor rule,
        IInvocationOperation call,
        ExpressionSyntax replaced,
        KnownSymbols known)
    {
        var syntax = (InvocationExpressionSyntax)call.Syntax;
        var replacement = new Replacement(
            rule,
            syntax.Expression,
            replaced,
            known.KernelRandom,
            NameAlone(syntax.Expression, replaced));

        ISymbol? bound = Speculation.SymbolOf(
            call.SemanticModel!,
            syntax.SpanStart,
            Speculation.Rewrite(syntax, replacement, KernelNames.Random));
        return Counterpart.Is(bound, call.TargetMethod, known) ? replacement : null;
    }

    /// <summary>The method's name, if nothing stands before it, to be put behind the type.
    /// </summary>
    private static SimpleNameSyntax? NameAlone(
        ExpressionSyntax method, ExpressionSyntax replaced) =>
        method == replaced ? replaced as SimpleNameSyntax : null;

    private static Replacement? MethodGroup(IMethodReferenceOperation group, KnownSymbols known)
    {
        if (RuleFor(group.Method, known) is not { } rule
            || group.Syntax is not ExpressionSyntax syntax
            || NamedType(syntax, group.Method, group.SemanticModel!) is not { } replaced
            || Counterpart.Of(group.Method, known) is null
            || !Counterpart.HasNoMoreOverloads(group.Method, known))
        {
            return null;
        }

        return new(rule, syntax, replaced, known.KernelRandom, NameAlone(syntax, replaced));
    }

    /// <summary>What names the method's type: the expression before the dot or, under a static
    /// using, the method's own name. Null if a derived class names it.</summary>
    private static ExpressionSyntax? NamedType(
        ExpressionSyntax method, IMethodSymbol symbol, SemanticModel model)
    {
        if (method is MemberAccessExpressionSyntax access)
        {
            ISymbol? named = model.GetSymbolInfo(access.Expression).Symbol;
            return KnownSymbols.Equal(named, symbol.ContainingType) ? access.Expression : null;
        }

        INamedTypeSymbol? around =
            model.GetEnclosingSymbol(method.SpanStart)?.ContainingType;
        return method is SimpleNameSyntax && !IsInherited(around, symbol.ContainingType)
            ? method
            : null;
    }

    private static bool IsInherited(INamedTypeSymbol? around, INamedTypeSymbol from)
    {
        for (; around is not null; around = around.ContainingType)
        {
            if (KnownSymbols.IsOrDerives(around, from))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the code never runs as written: in a nameof, or in an expression tree.
    /// Others translate such trees (into SQL, say) and know only the platform's methods.</summary>
    public static bool IsOnlyLookedAt(IOperation operation, KnownSymbols known)
    {
        for (IOperation? outer = operation; outer is not null; outer = outer.Parent)
        {
            if (outer is INameOfOperation
                || (outer is IAnonymousFunctionOperation { Parent: { } target }
                    && known.IsExpressionTree(target.Type)))
            {
                return true;
            }
        }

        return operation.Syntax.Ancestors().Any(
            node => node is InvocationExpressionSyntax
            {
                Expression: IdentifierNameSyntax { Identifier.Text: "nameof" },
            });
    }
}
