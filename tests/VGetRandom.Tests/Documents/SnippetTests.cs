using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using VGetRandom.Tests.Cli;

namespace VGetRandom.Tests.Documents;

/// <summary>Compiles and runs the C# in the documents and in the examples of the XML documentation,
/// as a reader would.</summary>
public partial class SnippetTests
{
    // The implicit usings of a new project.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        """;

    public static TheoryData<string, string> Snippets
    {
        get
        {
            var snippets = new TheoryData<string, string>();
            foreach (string document in (string[])
            [
                "README.md", "src/VGetRandom/README.md", "docs/MIGRATION.md",
                "docs/TESTING-YOUR-CODE.md",
            ])
            {
                string text = File.ReadAllText(Path.Combine(Checkout.Root, document));
                foreach (Match match in CSharpBlock().Matches(text))
                {
                    snippets.Add(document, match.Groups[1].Value);
                }
            }

            return snippets;
        }
    }

    /// <summary>Each example, by the member that it documents.</summary>
    public static TheoryData<string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string>();
            var documentation = XDocument.Load(
                Path.ChangeExtension(Checkout.BuiltAssembly("src/VGetRandom"), ".xml"));
            foreach (XElement example in documentation.Descendants("example"))
            {
                examples.Add(
                    example.Parent!.Attribute("name")!.Value, example.Element("code")!.Value);
            }

            return examples;
        }
    }

    public static TheoryData<string> Replacements
    {
        get
        {
            string text = string.Concat(
                ((string[])["src/VGetRandom/README.md", "docs/MIGRATION.md"])
                    .Select(document => File.ReadAllText(Path.Combine(Checkout.Root, document))));
            return [.. KernelRandomMember().Matches(text).Select(match => match.Value).Distinct()];
        }
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public void A_snippet_compiles_without_a_warning_and_runs(string document, string snippet) =>
        CompileAndRun(document, snippet);

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_compiles_without_a_warning_and_runs(string member, string example) =>
        CompileAndRun(member, $"using VGetRandom;\n{example}");

    [Fact]
    public void There_is_a_snippet() => Assert.NotEmpty(Snippets);

    [Theory]
    [MemberData(nameof(Replacements))]
    public void What_the_table_says_to_write_exists(string text)
    {
        string[] names = text.Split('.');
        Type type = typeof(KernelRandom).Assembly.GetType($"VGetRandom.{names[0]}", true)!;
        Assert.NotEmpty(type.GetMember(names[1], BindingFlags.Public | BindingFlags.Static));
    }

    private static void CompileAndRun(string origin, string source)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("Usings.cs"), ImplicitUsings);
        File.WriteAllText(folder.File("Snippet.cs"), source);
        _ = DotnetCommand.Run(
        [
            "exec", Compiler,
            "-nologo", "-warnaserror", "-nullable",
            $"-out:{folder.File("Snippet.dll")}",
            .. ReferencedAssemblies.Select(path => $"-r:{path}"),
            folder.File("Usings.cs"),
            folder.File("Snippet.cs"),
        ]);

        using var assembly = new MemoryStream(File.ReadAllBytes(folder.File("Snippet.dll")));
        var context = new AssemblyLoadContext(origin, isCollectible: true);
        MethodInfo main = context.LoadFromStream(assembly).EntryPoint!;
        _ = main.Invoke(null, main.GetParameters().Length == 0 ? null : [Array.Empty<string>()]);
        context.Unload();
    }

    /// <summary>The SDK's own compiler, with the language version that a new project
    /// gets.</summary>
    private static string Compiler => Path.Combine(
        Path.GetDirectoryName(Tool.Dotnet)!,
        "sdk",
        DotnetCommand.Run("--version").Trim(),
        "Roslyn",
        "bincore",
        "csc.dll");

    private static string[] ReferencedAssemblies =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex(@"\bKernelRandom(NumberGenerator)?\.\w+")]
    private static partial Regex KernelRandomMember();
}
