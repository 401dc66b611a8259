using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace VGetRandom.Tests.Packages;

/// <summary>What <c>dotnet pack</c> makes.</summary>
[Collection(PackagesDefinition.Name)]
public sealed partial class PackageTests(LocalFeed feed)
{
    private const string Library = "VGetRandom";

    private readonly LocalFeed _feed = feed.With("src/VGetRandom");

    [Fact]
    public void The_library_s_package_has_all_that_a_user_sees()
    {
        string[] files = FilesOf("nupkg");
        Assert.Contains("lib/net10.0/VGetRandom.dll", files);
        Assert.Contains("lib/net10.0/VGetRandom.xml", files);
        Assert.Contains("analyzers/dotnet/cs/VGetRandom.Analyzers.dll", files);
        Assert.Contains("analyzers/dotnet/cs/VGetRandom.Analyzers.Fixes.dll", files);
        Assert.Contains("build/VGetRandom.targets", files);
        Assert.Contains("README.md", files);
        Assert.Contains("icon.png", files);
        Assert.Equal(
            ["lib/net10.0/VGetRandom.pdb"],
            FilesOf("snupkg").Where(file => file.EndsWith(".pdb")));

        XElement metadata = _feed.MetadataOf(Library);
        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.Equal("icon.png", Value(metadata, "icon"));

        // The package has no dependencies.
        Assert.DoesNotContain(
            metadata.Descendants(), element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public void A_native_program_links_every_function_of_libc_that_the_library_calls()
    {
        using ZipArchive archive = _feed.Open(Library);
        using Stream stream = archive.GetEntry("build/DirectCalls.targets")!.Open();
        string linked = XDocument.Load(stream).Descendants("DirectPInvoke").Single()
            .Attribute("Include")!.Value;
        IEnumerable<string> called = typeof(KernelRandom).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(
                BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<DllImportAttribute>())
            .OfType<DllImportAttribute>()
            .Where(import => import.Value == "libc")
            .Select(import => $"libc!{import.EntryPoint}");
        Assert.Equal(called.Distinct().Order(), linked.Split(';').Order());
    }

    [Theory]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    public void The_library_s_package_has_it_compiled_ahead(string platform)
    {
        using ZipArchive archive = _feed.Open(Library);
        using PEReader plain = Read(archive, "lib/net10.0/VGetRandom.dll");
        using PEReader ahead = Read(archive, $"runtimes/{platform}/lib/net10.0/VGetRandom.dll");
        Assert.Equal(0, plain.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
        Assert.NotEqual(0, ahead.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);

        // Both are the same assembly, so the package of symbols fits both.
        Assert.Equal(IdOf(plain), IdOf(ahead));
    }

    [Fact]
    public void The_package_s_documentation_has_every_text_in_its_place()
    {
        // An editor that shows the text does not resolve an inheritdoc.
        XDocument documentation = ReadDocumentation();
        Assert.Empty(documentation.Descendants("inheritdoc"));

        // It documents what a caller can see, and nothing else.
        Type[] types = typeof(KernelRandom).Assembly.GetExportedTypes();
        Assert.All(documentation.Descendants("member"), member =>
        {
            // Extension members belong to types without a name.
            string name = Regex.Replace(
                member.Attribute("name")!.Value[2..], @"\.<[GM]>\$[0-9A-F]+", "")
                .Split('(', '`')[0];
            Assert.True(
                types.Any(type => name == type.FullName
                    || (name.StartsWith($"{type.FullName}.", StringComparison.Ordinal)
                        && type.GetMember(name[(type.FullName!.Length + 1)..]
                            .Replace("#ctor", ".ctor", StringComparison.Ordinal)).Length > 0)),
                name);
        });

        string[] methods =
        [
            .. typeof(KernelRandom).GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Where(method => !method.IsSpecialName)
                .Select(method => $"M:VGetRandom.KernelRandom.{method.Name}")
        ];
        XElement[] members =
        [
            .. documentation.Descendants("member").Where(
                member => methods.Contains(member.Attribute("name")!.Value.Split('(', '`')[0]))
        ];
        Assert.Equal(methods.Length, members.Length);
        Assert.All(members, member =>
        {
            Assert.NotEmpty(member.Elements("summary"));
            Assert.Contains(
                member.Elements("exception"), exception => exception.Value.Contains("sandbox"));
        });
    }

    [Fact]
    public void The_members_that_are_used_most_have_an_example_of_their_own()
    {
        // Overloads that inherit the rest of their text have no example: they are called
        // differently.
        string[] members =
        [
            "CreateVersion7",
            "Fill(System.Span{System.Byte})",
            "GetBytes(System.Int32)",
            "GetInt32(System.Int32,System.Int32)",
            "GetItems``1(System.ReadOnlySpan{``0},System.Int32)",
            "GetString(System.ReadOnlySpan{System.Char},System.Int32)",
            "GetToken",
            "NewGuid",
            "NextUInt32",
            "Shuffle``1(``0[])",
        ];
        Assert.Equal(
            members.Select(member => $"M:VGetRandom.KernelRandom.{member}"),
            ReadDocumentation().Descendants("example")
                .Select(example => example.Parent!.Attribute("name")!.Value)
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("src/VGetRandom", Library)]
    [InlineData("src/VGetRandom.Cli", "VGetRandom.Tool")]
    public void The_README_needs_nothing_that_lies_beside_it(string project, string package)
    {
        // A site that shows a package's README has no files for a relative link to lead to.
        using ZipArchive archive = _feed.With(project).Open(package);
        using var reader = new StreamReader(archive.GetEntry("README.md")!.Open());
        string text = reader.ReadToEnd();
        Assert.DoesNotContain("![", text);
        Assert.DoesNotContain("<img", text);
        string[] targets = [.. LinkTarget().Matches(text).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(targets);
        Assert.All(targets, target => Assert.StartsWith("https://", target));
    }

    private XDocument ReadDocumentation()
    {
        using ZipArchive archive = _feed.Open(Library);
        using Stream stream = archive.GetEntry("lib/net10.0/VGetRandom.xml")!.Open();
        return XDocument.Load(stream);
    }

    private string[] FilesOf(string extension)
    {
        using ZipArchive archive = _feed.Open(Library, extension);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    private static PEReader Read(ZipArchive archive, string file)
    {
        using Stream stream = archive.GetEntry(file)!.Open();
        var content = new MemoryStream();
        stream.CopyTo(content);
        content.Position = 0;
        return new(content, PEStreamOptions.PrefetchEntireImage);
    }

    private static Guid IdOf(PEReader assembly)
    {
        MetadataReader metadata = assembly.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    private static string Value(XElement metadata, string name) =>
        metadata.Elements().Single(element => element.Name.LocalName == name).Value;

    // [text](target), a line [text]: target, or an attribute.
    [GeneratedRegex(
        @"(?:\]\(|^\[[^\]]+\]:\s*|\b(?:href|src)="")([^)\s""]+)", RegexOptions.Multiline)]
    private static partial Regex LinkTarget();
}
