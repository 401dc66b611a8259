using System.IO.Compression;
using VGetRandom.Tests.Cli;
using VGetRandom.Tests.Needs;

namespace VGetRandom.Tests.Packages;

/// <summary>The command, as <c>dotnet tool</c> installs and runs it.</summary>
[Collection(PackagesDefinition.Name)]
public sealed class ToolPackageTests(LocalFeed feed) : IDisposable
{
    private const string Tool = "VGetRandom.Tool";

    private readonly TemporaryFolder _folder = new();

    private string Source => feed.With("src/VGetRandom.Cli").Path;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_has_the_command_and_nothing_that_a_publish_lays_beside_it()
    {
        const string Folder = "tools/net10.0/any/";

        using ZipArchive archive = feed.With("src/VGetRandom.Cli").Open(Tool);

        Assert.Equal(
            ["DotnetToolSettings.xml", .. Cli.Tool.Files],
            archive.Entries.Select(entry => entry.FullName)
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Select(name => name[Folder.Length..])
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_is_installed() => AssertIsHex(Install(Source));

    [Fact]
    public void It_is_run_without_being_installed() => AssertIsHex(DotnetCommand.Run(
        "tool", "exec", $"{Tool}@{LocalFeed.Version}", "--source", Source, "--yes",
        "--", "bytes", "16", "--format", "hex"));

    [Fact]
    [NeedsCCompiler]
    public void The_native_package_is_installed_where_there_is_one_for_the_machine()
    {
        string packages = _folder.File("packages");
        _ = Pack();
        _ = Pack("-r", "linux-x64", "-p:CppCompilerAndLinker=cc");
        AssertIsHex(Install(packages));
        Assert.Equal(
            "vgetrandom.tool.linux-x64",
            Path.GetFileName(Assert.Single(Directory.EnumerateDirectories(
                _folder.File($".store/vgetrandom.tool/{LocalFeed.Version}"), "*.linux-*"))));

        string Pack(params string[] options) => DotnetCommand.Run(
            [
                "pack", "src/VGetRandom.Cli", "-c", "Release", "-o", packages,
                $"-p:PackageVersion={LocalFeed.Version}", "-p:NativeTool=true", .. options,
            ]);
    }

    /// <summary>Installs the tool and runs it.</summary>
    private string Install(string source)
    {
        _ = DotnetCommand.Run(
            "tool", "install", Tool,
            "--version", LocalFeed.Version,
            "--tool-path", _folder.Path,
            "--source", source,
            "--no-cache");
        return DotnetCommand.RunProgram(
            _folder.File("vgetrandom"), "bytes", "16", "--format", "hex");
    }

    private static void AssertIsHex(string printed) =>
        Assert.Matches("^[0-9a-f]{32}$", printed.Trim());
}
