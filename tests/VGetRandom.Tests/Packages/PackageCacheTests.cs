using System.Text.Json;
using System.Xml.Linq;

namespace VGetRandom.Tests.Packages;

/// <summary>What building and running the tests puts into the user's package cache.</summary>
public class PackageCacheTests
{
    private const long MaxBytes = 550_000_000;

    [Fact]
    public void The_packages_of_all_projects_of_the_solution_are_small()
    {
        long bytes = XElement.Load(Path.Combine(Checkout.Root, "VGetRandom.slnx"))
            .Descendants("Project")
            .Select(project => Path.GetDirectoryName(project.Attribute("Path")!.Value)!)
            .Select(folder => Path.Combine(Checkout.Root, folder, "obj/project.assets.json"))
            .Where(File.Exists)
            .SelectMany(Packages)
            .Distinct()
            .SelectMany(folder =>
                new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
            .Sum(file => file.Length);

        Assert.InRange(bytes, 1, MaxBytes);
    }

    /// <summary>Returns the folders of all packages that a restore chose.</summary>
    private static IEnumerable<string> Packages(string assetsFile)
    {
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllText(assetsFile));
        string[] caches =
        [
            .. assets.RootElement.GetProperty("packageFolders").EnumerateObject()
                .Select(folder => folder.Name),
        ];
        return
        [
            .. from library in assets.RootElement.GetProperty("libraries").EnumerateObject()
               where library.Value.GetProperty("type").GetString() == "package"
               let path = library.Value.GetProperty("path").GetString()!
               select caches.Select(cache => Path.Combine(cache, path)).First(Directory.Exists),
        ];
    }
}
