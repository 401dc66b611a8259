using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;

namespace VGetRandom.Analyzers.Fixes;

/// <summary>Changes a document at the places that the analyzer reported.</summary>
internal static class DocumentFix
{
    public static async Task<Document> ApplyAsync(
        Document document,
        ImmutableArray<Diagnostic> diagnostics,
        CancellationToken cancellation)
    {
        DocumentEditor editor =
            await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        SemanticModel model = editor.SemanticModel;
        if (KnownSymbols.Of(model.Compilation) is not { } known)
        {
            return document;
        }

        foreach (Diagnostic diagnostic in diagnostics)
        {
            SyntaxNode reported = editor.OriginalRoot.FindNode(
                diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (OperationOf(reported, model, cancellation) is { } operation
                && Finder.Find(operation, known) is { } replacement)
            {
                Apply(editor, replacement, known);
            }
        }

        return editor.GetChangedDocument();
    }

    private static void Apply(DocumentEditor editor, Replacement replacement, KnownSymbols known)
    {
        // Spelled in full and annotated: whoever applies the change adds the using and shortens the
        // name, as far as both preserve every meaning.
        ExpressionSyntax replaced = replacement.Replaced;
        SyntaxNode name = TypeName(editor, replacement.Type, replaced.SpanStart);
        ExpressionSyntax type =
            name.CopyAnnotationsTo(SyntaxFactory.ParseExpression(name.ToString()))!;
        editor.ReplaceNode(
            replaced,
            replacement.Expression(type)
                .WithLeadingTrivia(replaced.GetLeadingTrivia())
                .WithTrailingTrivia(
                    InnerComments(replaced).AddRange(replaced.GetTrailingTrivia())));

        if (replacement.InferredType is { } inferred)
        {
            editor.ReplaceNode(
                inferred,
                TypeName(editor, known.Generator, inferred.SpanStart)
                    .WithTriviaFrom(inferred));
        }
    }

    private static SyntaxNode TypeName(DocumentEditor editor, INamedTypeSymbol type, int position)
    {
        SyntaxNode name =
            editor.Generator.TypeExpression(type).WithAdditionalAnnotations(Simplifier.Annotation);

        // A global using is enough. Asking for another one only added a blank line.
        return editor.SemanticModel.LookupNamespacesAndTypes(position, name: type.Name)
            .Contains(type, SymbolEqualityComparer.Default)
                ? name
                : name.WithAdditionalAnnotations(Simplifier.AddImportsAnnotation);
    }

    /// <summary>Comments between the words that go: they stay, after the new words.</summary>
    private static SyntaxTriviaList InnerComments(ExpressionSyntax replaced)
    {
        SyntaxTriviaList comments = [];
        foreach (SyntaxTrivia trivia in replaced.DescendantTrivia())
        {
            if (replaced.Span.Contains(trivia.Span)
                && trivia.Kind() is SyntaxKind.MultiLineCommentTrivia
                    or SyntaxKind.SingleLineCommentTrivia)
            {
                comments = comments.Add(SyntaxFactory.Space).Add(trivia);
                if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
                {
                    comments = comments.Add(SyntaxFactory.ElasticLineFeed);
                }
            }
        }

        return comments;
    }

    /// <summary>The operation that the analyzer looked at.</summary>
    private static IOperation? OperationOf(
        SyntaxNode reported, SemanticModel model, CancellationToken cancellation)
    {
        SyntaxNode whole = reported.Parent is InvocationExpressionSyntax call
            && call.Expression == reported
                ? call
                : reported;
        IOperation? operation = model.GetOperation(whole, cancellation);
        return operation is IDelegateCreationOperation { Target: { } target }
            && target.Syntax == whole
                ? target
                : operation;
    }
}
