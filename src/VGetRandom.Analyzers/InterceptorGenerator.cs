using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace VGetRandom.Analyzers;

/// <summary>Sends a program's calls to KernelRandom without changing its lines, if the project opts
/// in. Writes the interceptors, and a listing of what they take and what they do not.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class InterceptorGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ImmutableArray<CallSite>> sites = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) =>
                    CallSiteFinder.IsCandidate(node) && IsOn(node.SyntaxTree.Options),
                static (found, token) =>
                    CallSiteFinder.Find(found.Node, found.SemanticModel, token))
            .WithTrackingName(nameof(CallSite))
            .Where(static site => site is not null)
            .Collect()!;

        IncrementalValueProvider<(string Interceptors, string Listing)?> texts = sites
            .Combine(context.ParseOptionsProvider)
            .Combine(context.CompilationProvider.Combine(context.AnalyzerConfigOptionsProvider))
            .Select(static (input, _) => IsOn(input.Left.Right)
                ? Texts(input.Left.Left, input.Left.Right, input.Right.Left, input.Right.Right)
                : ((string, string)?)null);

        // Nothing that an editor shows depends on this output.
        context.RegisterImplementationSourceOutput(texts, static (output, texts) =>
        {
            if (texts is var (interceptors, listing))
            {
                output.AddSource("VGetRandom.Interceptors.g.cs", interceptors);
                output.AddSource("VGetRandom.ReplacedCalls.g.cs", listing);
            }
        });
    }

    /// <summary>Whether the compiler accepts interceptors from our namespace.</summary>
    /// <remarks>The package's build file arranges that. Each file has these options at hand, so a
    /// project that did not opt in pays only for this question.</remarks>
    private static bool IsOn(ParseOptions options) =>
        options.Features.TryGetValue("InterceptorsNamespaces", out string? namespaces)
        && namespaces.Split(';').Contains(GeneratedText.Namespace);

    private static (string Interceptors, string Listing) Texts(
        ImmutableArray<CallSite> sites,
        ParseOptions language,
        Compilation compilation,
        AnalyzerConfigOptionsProvider options)
    {
        var fipsOnly = new HashSet<string>(compilation.SyntaxTrees
            .Where(tree => FipsOnly.IsSet(options, tree))
            .Select(tree => tree.FilePath));
        CallSite[] all =
        [
            .. sites.Select(site => fipsOnly.Contains(site.File)
                ? site.Skipped(Rules.FipsOnlyOption)
                : site),
        ];
        _ = options.GlobalOptions.TryGetValue("build_property.ProjectDir", out string? folder);
        bool hasFileTypes =
            language is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp11 };
        return (
            GeneratedText.Interceptors(all, hasFileTypes ? "file" : "internal"),
            KnownSymbols.Of(compilation) is null
                ? "// calls replaced: 0: the types of VGetRandom were not found\n"
                : GeneratedText.Listing(all, folder));
    }
}
