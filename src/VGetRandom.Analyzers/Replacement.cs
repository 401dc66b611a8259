using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VGetRandom.Analyzers;

/// <summary>One place in a program where the library can replace the platform.</summary>
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

    /// <summary>What the new expression replaces.</summary>
    public ExpressionSyntax Replaced { get; }

    /// <summary>The library's type that the new text names.</summary>
    public INamedTypeSymbol Type { get; }

    /// <summary>Its member, or null if the program's own text continues with it.</summary>
    public SimpleNameSyntax? Member { get; }

    /// <summary>A <c>var</c> that must become RandomNumberGenerator, because the new expression's
    /// type is a derived class.</summary>
    public TypeSyntax? InferredType { get; }

    /// <summary>The new expression, with the library's type spelled as given.</summary>
    public ExpressionSyntax Expression(ExpressionSyntax type) =>
        Member is null
            ? type
            : SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, type, Member.WithoutTrivia());
}
