using System.IO.Compression;
using System.Xml.Linq;
using VGetRandom.Tests.Cli;

namespace VGetRandom.Tests.Packages;

/// <summary>The packages as <c>dotnet pack</c> makes them, in a folder that serves as a
/// feed.</summary>
public sealed class LocalFeed : IDisposable
{
    /// <summary>No release has this version, so no package from elsewhere is used.</summary>
    public const string Version = "0.0.0-test";

    private readonly TemporaryFolder _folder = new();
    private readonly Lock _gate = new();
    private readonly HashSet<string> _packed = [];

    /// <summary>The feed's folder, with all that was packed.</summary>
    public string Path => _folder.Path;

    public void Dispose() => _folder.Dispose();

    /// <summary>Packs a project that is built already, unless that was done before.</summary>
    public LocalFeed With(string project)
    {
        lock (_gate)
        {
            if (_packed.Add(project))
            {
                _ = DotnetCommand.Run(
                    "pack", project, "-c", Checkout.Configuration, "--no-build", "-o", Path,
                    $"-p:PackageVersion={Version}");
            }
        }

        return this;
    }

    /// <summary>Opens a package of this feed.</summary>
    public ZipArchive Open(string package, string extension = "nupkg") =>
        ZipFile.OpenRead(System.IO.Path.Combine(Path, $"{package}.{Version}.{extension}"));

    /// <summary>Returns what a package says about itself.</summary>
    public XElement MetadataOf(string package)
    {
        using ZipArchive archive = Open(package);
        ZipArchiveEntry entry = archive.Entries.Single(entry => entry.Name.EndsWith(".nuspec"));
        using Stream stream = entry.Open();
        return XDocument.Load(stream).Root!.Elements().First();
    }
}

/// <summary>Tests that share the feed, and so do not pack or publish in parallel.</summary>
[CollectionDefinition(Name)]
public class PackagesDefinition : ICollectionFixture<LocalFeed>
{
    public const string Name = "packages";
}
