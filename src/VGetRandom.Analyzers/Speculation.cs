using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VGetRandom.Analyzers;

/// <summary>Asks the compiler what the new text would mean in place of the old one. So no rule
/// needs to know overload resolution, inference, or what a language version allows.</summary>
internal static class Speculation
{
    /// <summary>Whether an expression would call or read exactly this symbol.</summary>
    /// <param name="model">The meaning of the old text.</param>
    /// <param name="whole">An expression that contains, or is, the replaced one.</param>
    /// <param name="replacement">The replacement to try.</param>
    /// <param name="typeName">The library's type, with its namespace.</param>
    /// <param name="wanted">The symbol.</param>
    public static bool Binds(
        SemanticModel model,
        ExpressionSyntax whole,
        Replacement replacement,
        string typeName,
        ISymbol wanted) =>
        KnownSymbols.Equal(
            SymbolOf(model, whole.SpanStart, Rewrite(whole, replacement, typeName)), wanted);

    public static ISymbol? SymbolOf(
        SemanticModel model, int position, ExpressionSyntax expression) =>
        model.GetSpeculativeSymbolInfo(
            position, expression, SpeculativeBindingOption.BindAsExpression).Symbol;

    public static ExpressionSyntax Rewrite(
        ExpressionSyntax whole, Replacement replacement, string typeName)
    {
        ExpressionSyntax type = SyntaxFactory.ParseExpression($"global::{typeName}");
        return whole.ReplaceNode(replacement.Replaced, replacement.Expression(type));
    }
}
