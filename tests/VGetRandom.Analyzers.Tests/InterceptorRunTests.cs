using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace VGetRandom.Analyzers.Tests;

/// <summary>When the generator of interceptors must work, and when it need not.</summary>
public class InterceptorRunTests
{
    private const string Program = "_ = System.Guid.NewGuid();";

    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;

    [Fact]
    public void A_project_that_did_not_opt_in_is_left()
    {
        CSharpCompilation compilation = Intercepted.Compilation(Program);
        CSharpParseOptions off = Intercepted.ParseOptions(isOn: false);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        GeneratorRunResult result = Intercepted.Driver()
            .WithUpdatedParseOptions(off)
            .RunGenerators(
                compilation.ReplaceSyntaxTree(
                    tree, tree.WithRootAndOptions(tree.GetRoot(s_token), off)),
                s_token)
            .GetRunResult().Results[0];

        Assert.Empty(result.GeneratedSources);

        // The generator asked the compiler for the meaning of nothing.
        Assert.DoesNotContain(nameof(CallSite), result.TrackedSteps.Keys);
    }

    [Theory]
    [InlineData("/project/1.cs", IncrementalStepRunReason.Cached)]
    [InlineData("/project/0.cs", IncrementalStepRunReason.Modified)]
    public void Only_an_edit_of_a_file_with_calls_makes_new_text(
        string edited, IncrementalStepRunReason reason)
    {
        CSharpCompilation compilation = Intercepted.Compilation(Program, "class Other;");
        GeneratorDriver driver = Intercepted.Driver().RunGenerators(compilation, s_token);
        SyntaxTree old = compilation.SyntaxTrees.Single(tree => tree.FilePath == edited);
        GeneratorRunResult result = driver
            .RunGenerators(
                compilation.ReplaceSyntaxTree(
                    old, Intercepted.Tree(old.ToString() + "// Edited.", edited)),
                s_token)
            .GetRunResult().Results[0];

        Assert.Contains(nameof(CallSite), result.TrackedSteps.Keys);
        Assert.All(
            result.TrackedOutputSteps.Values.SelectMany(steps => steps)
                .SelectMany(step => step.Outputs),
            output => Assert.Equal(reason, output.Reason));
    }

    [Theory]
    [InlineData("true", "// calls replaced: 0, skipped: 1 (vgetrandom_fips_only: 1)")]
    [InlineData("false", "// calls replaced: 1, skipped: 0")]
    public void Fips_only_code_is_left(string value, string summary) =>
        Assert.Equal(summary, Intercepted.Build(Program, new Options(value)).Listing[0]);

    [Fact]
    public void The_compiler_is_asked_about_every_name_that_both_have()
    {
        string[] names =
        [
            .. new[] { typeof(RandomNumberGenerator), typeof(Guid), typeof(Random) }
                .SelectMany(type => type.GetMethods())
                .Where(method => method.DeclaringType != typeof(object))
                .Where(method => method.IsStatic || method.DeclaringType == typeof(Random))
                .Select(method => method.Name)
                .Intersect(typeof(KernelRandom).GetMethods().Select(method => method.Name)),
        ];

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.True(
            CallSiteFinder.IsCandidate(SyntaxFactory.IdentifierName(name)), name));
    }

    /// <summary>An .editorconfig with vgetrandom_fips_only for all files.</summary>
    private sealed class Options(string fipsOnly) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } =
            new Values(("build_property.ProjectDir", "/project/"));

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) =>
            new Values(("vgetrandom_fips_only", fipsOnly));

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(params (string Key, string Value)[] values) : AnalyzerConfigOptions
    {
        private readonly ImmutableDictionary<string, string> _values =
            values.ToImmutableDictionary(pair => pair.Key, pair => pair.Value);

        public override bool TryGetValue(string key, out string value)
        {
            bool found = _values.TryGetValue(key, out string? some);
            value = some!;
            return found;
        }
    }
}
