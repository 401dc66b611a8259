using System.IO.Compression;
using System.Xml.Linq;
using VGetRandom.Tests.Cli;

namespace VGetRandom.Tests.Packages;

/// <summary>The packages as <c>dotnet pack</c> makes them, in a folder that is a feed.</summary>
public sealed class LocalFeed : IDisposable
{
    /// <summary>No release has this version, so no package that lies elsewhere is taken.</summary>
    public const string Version = "0.0.0-test";

    private readonly TemporaryFolder _folder = new();
    private readonly Lock _gate = new();
    private readonly HashSet<string> _packed = [];

    /// <summary>The feed, with all that was packed.</summary>
    public string Path => _folder.Path;

    public void Dispose() => _folder.Dispose();

    /// <summary>Packs what is built already, unless that was done.</summary>
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

    /// <summary>A package of this feed, opened.</summary>
    public ZipArchive Open(string package, string extension = "nupkg") =>
        ZipFile.OpenRead(System.IO.Path.Combine(Path, $"{package}.{Version}.{extension}"));

    /// <summary>What a package says of itself.</summary>
    public XElement MetadataOf(string package)
    {
        using ZipArchive archive = Open(package);
        ZipArchiveEntry entry = archive.Entries.Single(entry => entry.Name.EndsWith(".nuspec"));
        using Stream stream = entry.Open();
        return XDocument.Load(stream).Root!.Elements().First();
    }
}

/// <summary>Tests that share the feed, and so do not pack or publish side by side.</summary>
[CollectionDefinition(Name)]
public class PackagesDefinition : ICollectionFixture<LocalFeed>
{
    public const string Name = "packages";
}
