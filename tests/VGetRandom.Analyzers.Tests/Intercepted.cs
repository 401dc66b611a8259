using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace VGetRandom.Analyzers.Tests;

/// <summary>A program that the compiler built with the generator.</summary>
internal sealed class Intercepted
{
    private static readonly CSharpCompilationOptions s_options = new(
        OutputKind.ConsoleApplication,
        allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Enable,
        generalDiagnosticOption: ReportDiagnostic.Error);

    private readonly byte[] _assembly;

    private Intercepted(byte[] assembly, string listing)
    {
        _assembly = assembly;
        Listing = listing.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The lines of the listing, the summary first.</summary>
    public IReadOnlyList<string> Listing { get; }

    /// <summary>Returns the methods of other assemblies that it calls, as Type.Method.</summary>
    /// <remarks>No call can reach a method that the program's metadata does not name.</remarks>
    public IReadOnlyCollection<string> Calls()
    {
        using var image = new PEReader(new MemoryStream(_assembly));
        MetadataReader metadata = image.GetMetadataReader();
        return
        [
            .. metadata.MemberReferences.Select(metadata.GetMemberReference)
                .Where(member => member.Parent.Kind == HandleKind.TypeReference)
                .Select(member =>
                {
                    TypeReference type = metadata.GetTypeReference(
                        (TypeReferenceHandle)member.Parent);
                    return metadata.GetString(type.Name) + "." + metadata.GetString(member.Name);
                }),
        ];
    }

    /// <summary>Runs the program in this process.</summary>
    public void Run()
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        _ = context.LoadFromStream(new MemoryStream(_assembly)).EntryPoint!.Invoke(null, [null]);
        context.Unload();
    }

    public static Intercepted Build(
        string program,
        AnalyzerConfigOptionsProvider? options = null,
        LanguageVersion language = LanguageVersion.Default)
    {
        CSharpParseOptions parsing = ParseOptions(isOn: true).WithLanguageVersion(language);
        CSharpCompilation compilation = Compilation(program);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        GeneratorDriver driver = Driver(options).WithUpdatedParseOptions(parsing);
        driver = driver.RunGeneratorsAndUpdateCompilation(
            compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(tree.GetRoot(), parsing)),
            out Compilation output,
            out _,
            TestContext.Current.CancellationToken);
        var assembly = new MemoryStream();
        Assert.DoesNotContain(
            output.Emit(assembly).Diagnostics,
            diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden);
        return new(assembly.ToArray(), driver.GetRunResult().GeneratedTrees[1].ToString());
    }

    /// <summary>Returns a driver that runs the generator.</summary>
    public static CSharpGeneratorDriver Driver(AnalyzerConfigOptionsProvider? options = null) =>
        CSharpGeneratorDriver.Create(
            [new InterceptorGenerator().AsSourceGenerator()],
            parseOptions: ParseOptions(isOn: true),
            optionsProvider: options,
            driverOptions: new(default, trackIncrementalGeneratorSteps: true));

    /// <summary>Compiles files called 0.cs, 1.cs and so on.</summary>
    public static CSharpCompilation Compilation(params string[] files) =>
        CSharpCompilation.Create(
            "Program",
            files.Select((text, i) => Tree(text, $"/project/{i}.cs")),
            Programs.References,
            s_options);

    public static SyntaxTree Tree(string text, string path) =>
        CSharpSyntaxTree.ParseText(
            text,
            ParseOptions(isOn: true),
            path,
            System.Text.Encoding.UTF8,
            TestContext.Current.CancellationToken);

    public static CSharpParseOptions ParseOptions(bool isOn) =>
        CSharpParseOptions.Default.WithFeatures(
            isOn ? [new("InterceptorsNamespaces", "Other;VGetRandom.Generated")] : []);
}
