using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace VGetRandom.Analyzers;

/// <summary>Random.Shared and new Random(): instances of Random without a seed.</summary>
internal static class SharedInstance
{
    /// <summary>Whether the operation is one of the two, and not of a derived class.</summary>
    public static bool IsRandom(IOperation operation, KnownSymbols known) =>
        operation switch
        {
            IPropertyReferenceOperation { Property: { Name: "Shared" } property } =>
                KnownSymbols.Equal(property.ContainingType, known.Random),
            IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null } creation =>
                KnownSymbols.Equal(creation.Type, known.Random),
            _ => false,
        };

    /// <summary>A call on one of them for which KernelRandom has a static method.</summary>
    public static Replacement? FindCall(
        IInvocationOperation call, IOperation instance, KnownSymbols known) =>
        call.Syntax is InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Expression: { } receiver },
        }
        && receiver.Contains(instance.Syntax)
            ? Finder.Call(Rules.Random, call, receiver, known)
            : null;

    /// <summary>The instance itself, passed on or kept.</summary>
    public static Replacement? Find(IOperation instance, KnownSymbols known)
    {
        if (instance.Syntax is not ExpressionSyntax syntax
            || IsStatement(instance)
            || IsAboutIdentity(instance)
            || (instance.Parent is IInvocationOperation call
                && call.Instance == instance
                && FindCall(call, instance, known) is not null))
        {
            return null;
        }

        var replacement = new Replacement(
            Rules.Random,
            syntax,
            syntax,
            known.KernelRandom,
            SyntaxFactory.IdentifierName(KernelNames.Instance));
        ISymbol property = known.KernelRandom.GetMembers(KernelNames.Instance)[0];
        return Speculation.Binds(
            instance.SemanticModel!, syntax, replacement, KernelNames.Random, property)
                ? replacement
                : null;
    }

    /// <summary>Whether the value is discarded: a property alone is not a statement.</summary>
    public static bool IsStatement(IOperation operation) =>
        operation.Parent is IExpressionStatementOperation;

    /// <summary>Whether it is compared, or asked for what every object has.</summary>
    private static bool IsAboutIdentity(IOperation instance)
    {
        IOperation? user = instance.Parent;
        while (user is IConversionOperation or IArgumentOperation)
        {
            user = user.Parent;
        }

        return user switch
        {
            IBinaryOperation => true,
            IInvocationOperation call => IsOfObject(call.TargetMethod),
            _ => false,
        };
    }

    private static bool IsOfObject(IMethodSymbol method)
    {
        while (method.OverriddenMethod is { } overridden)
        {
            method = overridden;
        }

        return method.ContainingType.SpecialType == SpecialType.System_Object;
    }
}
