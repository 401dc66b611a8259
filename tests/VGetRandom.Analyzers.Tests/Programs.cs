using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace VGetRandom.Analyzers.Tests;

/// <summary>The programs that the tests give to the analyzer.</summary>
internal static class Programs
{
    // Only a name: the testing library would download the package of reference assemblies for it.
    public static readonly ReferenceAssemblies NoPackage = new("net10.0");

    private static readonly MetadataReference[] s_framework =
    [
        .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
            .Where(file => Path.GetFileName(file) is "Microsoft.CSharp.dll"
                || Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal))
            .Where(file => !file.EndsWith(".Native.dll", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    private static readonly MetadataReference s_library =
        MetadataReference.CreateFromFile(typeof(KernelRandom).Assembly.Location);

    /// <summary>The framework that runs the tests, and the library.</summary>
    public static IEnumerable<MetadataReference> References => [.. s_framework, s_library];

    /// <summary>Refers to the framework that runs the tests and, by default, to the
    /// library.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "Solutions own their projects")]
    public static void Prepare(
        AnalyzerTest<DefaultVerifier> test, LanguageVersion language, bool refersToLibrary = true)
    {
        test.ReferenceAssemblies = NoPackage;
        test.TestState.AdditionalReferences.AddRange(s_framework);
        if (refersToLibrary)
        {
            test.TestState.AdditionalReferences.Add(s_library);
        }

        test.SolutionTransforms.Add((solution, id) => solution
            .WithProjectParseOptions(id, new CSharpParseOptions(language))
            .WithProjectCompilationOptions(
                id,
                ((CSharpCompilationOptions)solution.GetProject(id)!.CompilationOptions!)
                    .WithNullableContextOptions(NullableContextOptions.Enable)
                    .WithAllowUnsafe(true)));
    }
}
