using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace VGetRandom.Analyzers;

/// <summary>What the analyzer reports.</summary>
internal static class Rules
{
    /// <summary>The option of .editorconfig that turns every rule off.</summary>
    public const string FipsOnlyOption = "vgetrandom_fips_only";

    // A separate category: someone who raises all rules about performance or security did not ask
    // for these, and one line of .editorconfig raises all of these.
    private const string Category = "VGetRandom";
    private const string Message = "Use '{0}' instead of '{1}'";

    /// <summary>RandomNumberGenerator's static methods.</summary>
    public static readonly DiagnosticDescriptor Generator = new(
        "VGR0001",
        "RandomNumberGenerator has a faster counterpart",
        Message,
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "KernelRandom gives the same from the kernel, mostly without a system call.",
        HelpLink("VGR0001"));

    /// <summary>Guid's methods that make a UUID.</summary>
    public static readonly DiagnosticDescriptor Uuid = new(
        "VGR0002",
        "Guid.NewGuid and Guid.CreateVersion7 have faster counterparts",
        Message,
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "KernelRandom makes the same UUIDs, mostly without a system call.",
        HelpLink("VGR0002"));

    /// <summary>Instances of Random without a seed.</summary>
    public static readonly DiagnosticDescriptor Random = new(
        "VGR0003",
        "Random without a seed can be foreseen",
        Message,
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "KernelRandom gives the same numbers, but ones that nobody can foresee.",
        HelpLink("VGR0003"));

    /// <summary>All rules.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
        ImmutableArray.Create(Generator, Uuid, Random);

    /// <summary>A rule's page, in the repository that this build was made from, if known.</summary>
    private static string HelpLink(string id)
    {
        string page = $"docs/rules/{id}.md";
        foreach (AssemblyMetadataAttribute metadata in
            typeof(Rules).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>())
        {
            if (metadata.Key == "RepositoryUrl" && !string.IsNullOrEmpty(metadata.Value))
            {
                return $"{metadata.Value}/blob/HEAD/{page}";
            }
        }

        return page;
    }
}
