using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace VGetRandom.Analyzers;

/// <summary>RandomNumberGenerator.Create(), if its result is passed on or kept.</summary>
/// <remarks>
/// The new expression's type derives from RandomNumberGenerator. So the change is offered only
/// where the program itself names the type, not where inference, a lambda or a conditional
/// expression would take the new type.
/// </remarks>
internal static class NewInstance
{
    /// <summary>Whether this is Create() itself, without a name.</summary>
    public static bool IsMade(IInvocationOperation call, KnownSymbols known) =>
        call.TargetMethod is { Name: "Create", IsStatic: true, Parameters.IsEmpty: true } method
        && KnownSymbols.Equal(method.ContainingType, known.Generator);

    public static Replacement? Find(IInvocationOperation call, KnownSymbols known)
    {
        if (call.Syntax is not InvocationExpressionSyntax syntax
            || !IsTypeNamed(call, known, out TypeSyntax? inferredType))
        {
            return null;
        }

        Replacement replacement = Of(syntax, known, inferredType);
        ISymbol shared = known.KernelGenerator.GetMembers(KernelNames.Shared)[0];
        return Speculation.Binds(
            call.SemanticModel!, syntax, replacement, KernelNames.Generator, shared)
                ? replacement
                : null;
    }

    private static Replacement Of(
        InvocationExpressionSyntax syntax, KnownSymbols known, TypeSyntax? inferredType = null) =>
        new(
            Rules.Generator,
            syntax.Expression,
            syntax,
            known.KernelGenerator,
            SyntaxFactory.IdentifierName(KernelNames.Shared),
            inferredType: inferredType);

    private static bool IsTypeNamed(
        IInvocationOperation call, KnownSymbols known, out TypeSyntax? inferredType)
    {
        inferredType = null;
        switch (call.Parent)
        {
            case IFieldInitializerOperation or IPropertyInitializerOperation:
                return true;
            case ISimpleAssignmentOperation assignment:
                return assignment.Value == call && assignment.Target is not IDiscardOperation;
            case IReturnOperation:
                return !IsInLambda(call);
            case IInvocationOperation use:
                return use.Instance == call
                    && KnownSymbols.Equal(use.TargetMethod.ContainingType, known.Generator);
            case IArgumentOperation argument:
                return IsParameter(argument, call, known);
            case IVariableInitializerOperation:
                inferredType = Declaration(call) is { Type: { IsVar: true } type } ? type : null;
                return true;
            default:
                return false;
        }
    }

    private static VariableDeclarationSyntax? Declaration(IOperation call) =>
        call.Syntax.FirstAncestorOrSelf<VariableDeclarationSyntax>();

    private static bool IsInLambda(IOperation operation)
    {
        IOperation? outer = operation.Parent;
        while (outer is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            outer = outer.Parent;
        }

        return outer is IAnonymousFunctionOperation;
    }

    private static bool IsParameter(
        IArgumentOperation argument, IInvocationOperation call, KnownSymbols known)
    {
        // Next to another Create() in the same call, the two changes together could bind
        // differently than each alone.
        if (!KnownSymbols.Equal(argument.Parameter?.OriginalDefinition.Type, known.Generator)
            || argument.Syntax.Parent?.Parent is not ExpressionSyntax user
            || argument.Parent!.ChildOperations.Count(IsCreate) > 1)
        {
            return false;
        }

        // Another overload, perhaps a generic one, could suit the derived class better.
        Replacement replacement = Of((InvocationExpressionSyntax)call.Syntax, known);
        ExpressionSyntax rewritten = Speculation.Rewrite(user, replacement, KernelNames.Generator);
        ISymbol? called = argument.Parent switch
        {
            IInvocationOperation invocation => invocation.TargetMethod,
            IObjectCreationOperation creation => creation.Constructor,
            _ => null,
        };

        // A target-typed new says what it makes only together with its target, so name the type.
        if (rewritten is ImplicitObjectCreationExpressionSyntax creationOfTarget)
        {
            string type = called!.ContainingType.ToDisplayString(
                SymbolDisplayFormat.FullyQualifiedFormat);
            rewritten = SyntaxFactory.ObjectCreationExpression(
                SyntaxFactory.ParseTypeName(type), creationOfTarget.ArgumentList, null);
        }

        SemanticModel model = call.SemanticModel!;
        ISymbol? bound = Speculation.SymbolOf(model, user.SpanStart, rewritten);
        return called is not null && KnownSymbols.Equal(bound, called);

        bool IsCreate(IOperation other) =>
            other is IArgumentOperation { Value: IInvocationOperation made }
            && IsMade(made, known);
    }
}
