using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VGetRandom.Analyzers;

/// <summary>One place in a program where the library can take the platform's place.</summary>
internal sealed class Replacement
{
    public Replacement(
        DiagnosticDescriptor rule,
        ExpressionSyntax reported,
        ExpressionSyntax replaced,
        INamedTypeSymbol type,
        SimpleNameSyntax? member,
        TypeSyntax? inferredType = null)
    {
        Rule = rule;
        Reported = reported;
        Replaced = replaced;
        Type = type;
        Member = member;
        InferredType = inferredType;
    }

    public DiagnosticDescriptor Rule { get; }

    /// <summary>What an editor underlines.</summary>
    public ExpressionSyntax Reported { get; }

    /// <summary>What the new expression takes the place of.</summary>
    public ExpressionSyntax Replaced { get; }

    /// <summary>The library's type that is named instead.</summary>
    public INamedTypeSymbol Type { get; }

    /// <summary>Its member, or null where the program's own text goes on with it.</summary>
    public SimpleNameSyntax? Member { get; }

    /// <summary>
    /// A <c>var</c> that must become RandomNumberGenerator, because the new expression's type is
    /// a class that derives from it.
    /// </summary>
    public TypeSyntax? InferredType { get; }

    /// <summary>The new expression, with the library's type spelled as given.</summary>
    public ExpressionSyntax Expression(ExpressionSyntax type) =>
        Member is null
            ? type
            : SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, type, Member.WithoutTrivia());
}
