using VGetRandom.Tests.Cli;

namespace VGetRandom.Tests.Packages;

/// <summary>A user's project, as <c>dotnet new</c> makes it, that adds the package.</summary>
internal sealed class Consumer : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="feed">Where the package comes from.</param>
    /// <param name="template">The kind of project: console, web or classlib.</param>
    public Consumer(LocalFeed feed, string template)
    {
        Path = System.IO.Path.Combine(_folder.Path, "Consumer");
        _ = DotnetCommand.Run("new", template, "-n", "Consumer", "-o", Path, "--no-restore");
        File.WriteAllText(_folder.File("NuGet.config"), Settings(feed.With("src/VGetRandom")));

        // Without this file, the user's project would inherit this repository's settings.
        File.WriteAllText(_folder.File("Directory.Build.props"), "<Project />");
        _ = DotnetCommand.Run(
            "add", Path, "package", "VGetRandom", "--version", LocalFeed.Version);
    }

    public string Path { get; }

    /// <summary>Makes a console program that refers to this project and to nothing else.</summary>
    /// <returns>Its folder.</returns>
    public string NewCaller(string program)
    {
        string path = _folder.File("Caller");
        _ = DotnetCommand.Run("new", "console", "-n", "Caller", "-o", path, "--no-restore");
        _ = DotnetCommand.Run("add", path, "reference", Path);
        File.WriteAllText(System.IO.Path.Combine(path, "Program.cs"), program);
        return path;
    }

    private string Program => System.IO.Path.Combine(Path, "Program.cs");

    public void Dispose() => _folder.Dispose();

    public void Write(string program) => File.WriteAllText(Program, program);

    public string Read() => File.ReadAllText(Program);

    /// <summary>Applies the analyzer's fix to every call that it reports.</summary>
    public void ApplyFixes() => DotnetCommand.Run(
        "format", "analyzers", Path, "--severity", "info",
        "--diagnostics", "VGR0001", "VGR0002", "VGR0003");

    /// <summary>Builds and runs it, without a warning.</summary>
    public string Run(params string[] options)
    {
        Build(options);
        return DotnetCommand.Run(
            "run", "--no-build", "-c", "Release", "--project", Path);
    }

    public string Build(params string[] options) =>
        DotnetCommand.Run(["build", Path, "-c", "Release", "-warnaserror", .. options]);

    /// <summary>Publishes it for this machine, without a warning.</summary>
    /// <returns>The path of the program.</returns>
    public string Publish(string name, params string[] options)
    {
        string output = System.IO.Path.Combine(_folder.Path, name);
        _ = DotnetCommand.Run(
            ["publish", Path, "-c", "Release", "-r", "linux-x64", "-warnaserror",
                "--artifacts-path", $"{output}-artifacts", "-o", output, .. options]);
        return System.IO.Path.Combine(output, "Consumer");
    }

    /// <summary>Uses a separate cache for the package, and the user's for all others.</summary>
    private static string Settings(LocalFeed feed)
    {
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? System.IO.Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                ".nuget/packages");
        _ = Directory.CreateDirectory(cache);
        return $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{feed.Path}/cache" />
              </config>
              <packageSources>
                <add key="built" value="{feed.Path}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="user" value="{cache}" />
              </fallbackPackageFolders>
            </configuration>
            """;
    }
}
