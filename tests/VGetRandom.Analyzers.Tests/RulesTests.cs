using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using VGetRandom.Analyzers.Fixes;
using VGetRandom.Tests;

namespace VGetRandom.Analyzers.Tests;

/// <summary>What all rules share: a modest severity, a fix, and a page that says the
/// same.</summary>
public class RulesTests
{
    private static readonly ImmutableArray<DiagnosticDescriptor> s_rules =
        new PlatformRandomAnalyzer().SupportedDiagnostics;

    public static TheoryData<string> Ids => [.. s_rules.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_its_page(string id)
    {
        DiagnosticDescriptor rule = s_rules.Single(rule => rule.Id == id);
        string page = $"docs/rules/{id}.md";
        Assert.EndsWith(page, rule.HelpLinkUri, StringComparison.Ordinal);

        string text = File.ReadAllText(Path.Combine(Checkout.Root, page));
        Assert.StartsWith($"# {id}: {rule.Title}\n", text, StringComparison.Ordinal);
        Assert.Contains($"dotnet_diagnostic.{id}.severity", text, StringComparison.Ordinal);
        Assert.Contains($"category-{rule.Category}.", text, StringComparison.Ordinal);
        Assert.Contains("vgetrandom_fips_only = true", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_page_is_left_over() =>
        Assert.Equal(
            s_rules.Select(rule => rule.Id),
            Directory.GetFiles(Path.Combine(Checkout.Root, "docs/rules"))
                .Select(Path.GetFileNameWithoutExtension)
                .Order(StringComparer.Ordinal));

    [Fact]
    public void Each_is_a_suggestion_and_has_a_fix()
    {
        Assert.All(s_rules, rule => Assert.Equal(DiagnosticSeverity.Info, rule.DefaultSeverity));
        Assert.All(s_rules, rule => Assert.True(rule.IsEnabledByDefault));
        Assert.Equal(s_rules.Select(rule => rule.Id), new KernelRandomFix().FixableDiagnosticIds);
    }
}
