using System.IO.Compression;
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

    private static string Value(XElement metadata, string name) =>
        metadata.Elements().Single(element => element.Name.LocalName == name).Value;
}
