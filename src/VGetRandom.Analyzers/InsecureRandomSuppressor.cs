using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace VGetRandom.Analyzers;

/// <summary>Withdraws CA5394 ("insecure random") from calls on KernelRandom.Random.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InsecureRandomSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor s_suppression = new(
        "VGR1001",
        "CA5394",
        "KernelRandom.Random takes its numbers from the kernel: they cannot be foreseen");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions =>
        ImmutableArray.Create(s_suppression);

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (KnownSymbols.Of(context.Compilation) is not { } known)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree
                && !FipsOnly.IsSet(
                context.Options.AnalyzerConfigOptionsProvider, tree)
                && IsOnKernelRandom(context, diagnostic, tree, known))
            {
                context.ReportSuppression(Suppression.Create(s_suppression, diagnostic));
            }
        }
    }

    private static bool IsOnKernelRandom(
        SuppressionAnalysisContext context,
        Diagnostic diagnostic,
        SyntaxTree tree,
        KnownSymbols known)
    {
        CancellationToken cancellation = context.CancellationToken;
        SemanticModel model = context.GetSemanticModel(tree);
        SyntaxNode node = tree.GetRoot(cancellation)
            .FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return (model.GetOperation(node, cancellation) as IInvocationOperation)?.Instance switch
        {
            IPropertyReferenceOperation { Property: { } property } =>
                known.IsKernelRandomInstance(property),
            IFieldReferenceOperation { Field: { IsReadOnly: true } field } =>
                IsAlwaysKernelRandom(field, ContainingTypes(field), context, known),
            ILocalReferenceOperation { Local: { } local } =>
                IsAlwaysKernelRandom(local, Block(local, cancellation), context, known),
            _ => false,
        };
    }

    /// <summary>
    /// Whether the variable starts as KernelRandom.Random, and nothing of its name is written to
    /// where it could be meant. Going by the name alone suppresses too little, never too much.
    /// </summary>
    private static bool IsAlwaysKernelRandom(
        ISymbol variable,
        SyntaxNode[] scopes,
        SuppressionAnalysisContext context,
        KnownSymbols known) =>
        variable.DeclaringSyntaxReferences.Length == 1
        && variable.DeclaringSyntaxReferences[0].GetSyntax(context.CancellationToken)
            is VariableDeclaratorSyntax { Initializer.Value: { } value }
        && known.IsKernelRandomInstance(
            context.GetSemanticModel(value.SyntaxTree)
                .GetSymbolInfo(value, context.CancellationToken).Symbol)
        && !scopes.Any(scope => scope.DescendantNodes().Any(
            node => node is SimpleNameSyntax name
                && name.Identifier.ValueText == variable.Name
                && IsWritten(name)));

    private static SyntaxNode[] ContainingTypes(IFieldSymbol field) =>
        [.. field.ContainingType.DeclaringSyntaxReferences.Select(type => type.GetSyntax())];

    private static SyntaxNode[] Block(ILocalSymbol local, CancellationToken cancellation) =>
    [
        .. local.DeclaringSyntaxReferences.Select(
            declaration => declaration.GetSyntax(cancellation)
                .FirstAncestorOrSelf<MemberDeclarationSyntax>(
                    member => member is not GlobalStatementSyntax)
                ?? declaration.SyntaxTree.GetRoot(cancellation)),
    ];

    /// <summary>Whether a name stands where its variable can change: left of an assignment, in a
    /// tuple that may be there, or passed by reference.</summary>
    private static bool IsWritten(SimpleNameSyntax name)
    {
        ExpressionSyntax whole = name;
        while (whole.Parent is MemberAccessExpressionSyntax access && access.Name == whole)
        {
            whole = access;
        }

        return whole.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == whole,
            ArgumentSyntax argument =>
                !argument.RefKindKeyword.IsKind(SyntaxKind.None)
                || argument.Parent is TupleExpressionSyntax,
            RefExpressionSyntax or PrefixUnaryExpressionSyntax => true,
            _ => false,
        };
    }
}
