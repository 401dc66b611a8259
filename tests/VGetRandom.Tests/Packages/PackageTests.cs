using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using VGetRandom.Tests.Cli;

namespace VGetRandom.Tests.Packages;

/// <summary>What <c>dotnet pack</c> makes: looked into, and the tool installed from it.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_library_s_package_has_all_that_a_user_sees()
    {
        string version = Pack("src/VGetRandom");
        string[] files = FilesOf($"VGetRandom.{version}.nupkg");
        Assert.Contains("lib/net10.0/VGetRandom.dll", files);
        Assert.Contains("lib/net10.0/VGetRandom.xml", files);
        Assert.Contains("analyzers/dotnet/cs/VGetRandom.Analyzers.dll", files);
        Assert.Contains("analyzers/dotnet/cs/VGetRandom.Analyzers.Fixes.dll", files);
        Assert.Contains("build/VGetRandom.targets", files);
        Assert.Contains("README.md", files);
        Assert.Contains("icon.png", files);
        Assert.Equal(
            ["lib/net10.0/VGetRandom.pdb"],
            FilesOf($"VGetRandom.{version}.snupkg").Where(file => file.EndsWith(".pdb")));

        XElement metadata = MetadataOf($"VGetRandom.{version}.nupkg");
        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.Equal("icon.png", Value(metadata, "icon"));

        // Whoever takes this package takes nothing else.
        Assert.DoesNotContain(
            metadata.Descendants(), element => element.Name.LocalName == "dependency");
    }

    [Theory]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    public void The_library_s_package_has_it_compiled_ahead(string platform)
    {
        string version = Pack("src/VGetRandom");
        using ZipArchive archive =
            ZipFile.OpenRead(Path.Combine(_folder.Path, $"VGetRandom.{version}.nupkg"));
        using PEReader plain = Read(archive, "lib/net10.0/VGetRandom.dll");
        using PEReader ahead = Read(archive, $"runtimes/{platform}/lib/net10.0/VGetRandom.dll");
        Assert.Equal(0, plain.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
        Assert.NotEqual(0, ahead.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);

        // The same assembly, so the package of symbols is for both.
        Assert.Equal(IdOf(plain), IdOf(ahead));
    }

    [Fact]
    public void The_package_s_documentation_has_every_text_in_its_place()
    {
        // An editor that shows it does not look up what an inheritdoc refers to.
        string version = Pack("src/VGetRandom");
        using ZipArchive archive =
            ZipFile.OpenRead(Path.Combine(_folder.Path, $"VGetRandom.{version}.nupkg"));
        using Stream stream = archive.GetEntry("lib/net10.0/VGetRandom.xml")!.Open();
        var documentation = XDocument.Load(stream);
        Assert.Empty(documentation.Descendants("inheritdoc"));

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
    public void The_tool_s_package_installs_the_command()
    {
        string version = Pack("src/VGetRandom.Cli");
        string tools = Path.Combine(_folder.Path, "tools");
        _ = DotnetCommand.Run(
            "tool", "install", "VGetRandom.Tool",
            "--version", version,
            "--tool-path", tools,
            "--source", _folder.Path,
            "--no-cache");
        string text = DotnetCommand.RunProgram(
            Path.Combine(tools, "vgetrandom"), "bytes", "16", "--format", "hex");
        Assert.Matches("^[0-9a-f]{32}$", text.Trim());
    }

    /// <summary>Packs what is built already.</summary>
    /// <returns>The package's version.</returns>
    private string Pack(string project)
    {
        _ = DotnetCommand.Run(
            "pack", project, "-c", Checkout.Configuration, "--no-build", "-o", _folder.Path);
        string file = Directory.GetFiles(_folder.Path, "*.nupkg").Single();
        return MetadataOf(Path.GetFileName(file))
            .Elements().Single(element => element.Name.LocalName == "version").Value;
    }

    private string[] FilesOf(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(_folder.Path, package));
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    private XElement MetadataOf(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(_folder.Path, package));
        ZipArchiveEntry entry = archive.Entries.Single(entry => entry.Name.EndsWith(".nuspec"));
        using Stream stream = entry.Open();
        return XDocument.Load(stream).Root!.Elements().First();
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
}
