using VGetRandom.Tests.Cli;

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
    public void It_is_installed()
    {
        _ = DotnetCommand.Run(
            "tool", "install", Tool,
            "--version", LocalFeed.Version,
            "--tool-path", _folder.Path,
            "--source", Source,
            "--no-cache");
        AssertIsHex(DotnetCommand.RunProgram(
            _folder.File("vgetrandom"), "bytes", "16", "--format", "hex"));
    }

    [Fact]
    public void It_is_run_without_being_installed() => AssertIsHex(DotnetCommand.Run(
        "tool", "exec", $"{Tool}@{LocalFeed.Version}", "--source", Source, "--yes",
        "--", "bytes", "16", "--format", "hex"));

    private static void AssertIsHex(string printed) =>
        Assert.Matches("^[0-9a-f]{32}$", printed.Trim());
}
