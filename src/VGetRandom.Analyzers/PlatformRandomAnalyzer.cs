using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace VGetRandom.Analyzers;

/// <summary>Reports platform random numbers and UUIDs that KernelRandom can make too.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PlatformRandomAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        if (context is null)
        {
            throw new ArgumentNullException(nameof(context));
        }

        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownSymbols.Of(start.Compilation) is { } known)
            {
                start.RegisterOperationAction(
                    operation => Report(operation, known),
                    OperationKind.Invocation,
                    OperationKind.MethodReference,
                    OperationKind.PropertyReference,
                    OperationKind.ObjectCreation);
            }
        });
    }

    private static void Report(OperationAnalysisContext context, KnownSymbols known)
    {
        if (Finder.Find(context.Operation, known) is not { } replacement
            || FipsOnly.IsSet(
                context.Options.AnalyzerConfigOptionsProvider, context.Operation.Syntax.SyntaxTree))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            replacement.Rule,
            replacement.Reported.GetLocation(),
            New(replacement),
            Old(replacement, context.Operation)));
    }

    private static string New(Replacement replacement)
    {
        string? member = replacement.Member?.Identifier.Text
            ?? (replacement.Reported as MemberAccessExpressionSyntax)?.Name.Identifier.Text;
        return $"{replacement.Type.Name}.{member}";
    }

    private static string Old(Replacement replacement, IOperation operation) =>
        operation is IObjectCreationOperation
            ? "new Random()"
            : replacement.Reported.WithoutTrivia().ToString();
}
