using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace VGetRandom.Analyzers.Fixes;

/// <summary>Replaces the platform's random numbers with KernelRandom's.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KernelRandomFix))]
[Shared]
public sealed class KernelRandomFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
        [.. Rules.All.Select(rule => rule.Id)];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAll.Instance;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    diagnostic.GetMessage(CultureInfo.InvariantCulture),
                    cancellation =>
                        DocumentFix.ApplyAsync(context.Document, [diagnostic], cancellation),
                    diagnostic.Id),
                diagnostic);
        }

        return Task.CompletedTask;
    }

    /// <summary>Changes all places of a document at once; they do not overlap.</summary>
    private sealed class FixAll : DocumentBasedFixAllProvider
    {
        public static readonly FixAll Instance = new();

        protected override string GetFixAllTitle(FixAllContext fixAllContext) =>
            "Use KernelRandom";

        protected override async Task<Document?> FixAllAsync(
            FixAllContext fixAllContext,
            Document document,
            ImmutableArray<Diagnostic> diagnostics) =>
            await DocumentFix.ApplyAsync(document, diagnostics, fixAllContext.CancellationToken)
                .ConfigureAwait(false);
    }
}
