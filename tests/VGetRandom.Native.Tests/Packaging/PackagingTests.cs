using VGetRandom.Tests;
using VGetRandom.Tests.Needs;

namespace VGetRandom.Native.Tests.Packaging;

/// <summary>Installing what was published, and taking it away.</summary>
public partial class PackagingTests
{
    private static readonly string[] s_functions =
    [
        "vgetrandom", "vgetrandom_alloc", "vgetrandom_alloc_error", "vgetrandom_backend",
        "vgetrandom_fill", "vgetrandom_forks", "vgetrandom_getrandom", "vgetrandom_reason",
    ];

    private static readonly string[] s_installed =
    [
        "opt/headers/vgetrandom.h",
        "opt/v/lib/odd-64/cmake/VGetRandom/VGetRandomConfig.cmake",
        "opt/v/lib/odd-64/cmake/VGetRandom/VGetRandomConfigVersion.cmake",
        .. Archive("opt/v/lib/odd-64/libvgetrandom.a"),
        "opt/v/lib/odd-64/libvgetrandom-preload.so",
        "opt/v/lib/odd-64/libvgetrandom.so",
        "opt/v/lib/odd-64/libvgetrandom.so.0",
        "opt/v/lib/odd-64/libvgetrandom.so.0.1.0",
        "opt/v/lib/odd-64/ossl-modules/vgetrandom.so",
        "opt/v/lib/odd-64/pkgconfig/vgetrandom.pc",
        "opt/v/lib/udev/rules.d/99-vgetrandom-vmclock.rules",
        "opt/v/share/vgetrandom/native.files",
        "opt/v/share/vgetrandom/vgetrandom-3.5.cnf",
        "opt/v/share/vgetrandom/vgetrandom.cnf",
        "opt/v/share/vgetrandom/vgetrandom.supp",
        "opt/manual/man7/vgetrandom.7",
        .. s_functions.Select(name => $"opt/manual/man3/{name}.3"),
    ];

    [Fact]
    public void It_goes_into_the_folders_that_are_named()
    {
        using var tree = new Tree();

        Tree.Install(
            $"DESTDIR={tree.Root}",
            "prefix=/opt/v",
            "libdir=/opt/v/lib/odd-64",
            "includedir=/opt/headers",
            "mandir=/opt/manual");

        string[] debugFiles = [.. tree.Files.Where(name => name.EndsWith(".debug"))];
        Assert.Equal(3, debugFiles.Length);
        Assert.All(
            debugFiles,
            name => Assert.StartsWith(
                "opt/v/lib/debug/.build-id/", name, StringComparison.Ordinal));
        Assert.Equal(
            s_installed.Order(StringComparer.Ordinal), tree.Files.Except(debugFiles));
        Assert.All(
            tree.Files.Where(name => !name.EndsWith(".files", StringComparison.Ordinal)),
            name => Assert.DoesNotContain(
                tree.Root, File.ReadAllText(tree.Path(name)), StringComparison.Ordinal));
    }

    [Fact]
    public void Uninstall_leaves_nothing()
    {
        using var tree = new Tree();
        string destination = $"DESTDIR={tree.Root}";
        Directory.CreateDirectory(tree.Path("usr/local/share"));

        // The second replaces the first, whose files lay elsewhere.
        Tree.Install(destination);
        Tree.Install(destination, "libdir=/usr/local/lib64", "mandir=/usr/local/man");
        Assert.DoesNotContain("usr/local/lib/libvgetrandom.so", tree.Files);
        Assert.Contains("usr/local/lib64/libvgetrandom.so", tree.Files);

        Tree.Uninstall("native", destination);
        Assert.Equal(["usr/", "usr/local/", "usr/local/share/"], tree.Everything);
        Assert.Contains(
            "nothing is installed there",
            Tree.Refusal("uninstall", "native", destination),
            StringComparison.Ordinal);
    }

    [Theory]
    [NeedsX64]
    [InlineData("native", "command")]
    [InlineData("command", "native")]
    public void So_it_does_where_the_command_is_installed_too(string first, string second)
    {
        using var tree = new Tree();
        string[] places = [$"DESTDIR={tree.Root}", "prefix=/opt/v", "bindir=/opt/v/games/bin"];
        Tree.Install(places);
        Tree.InstallCommand(places);
        Assert.Equal(
            "7", DotnetCommand.RunProgram(tree.Path("opt/v/games/bin/vgetrandom"), "int", "7", "7")
                .Trim());
        Assert.Contains("opt/v/share/man/man1/vgetrandom.1", tree.Files);
        Assert.Contains("opt/v/share/bash-completion/completions/vgetrandom", tree.Files);
        Assert.Contains("opt/v/share/zsh/site-functions/_vgetrandom", tree.Files);
        Assert.Contains("opt/v/share/fish/vendor_completions.d/vgetrandom.fish", tree.Files);

        Tree.Uninstall(first, places);
        Assert.NotEmpty(tree.Files);
        Tree.Uninstall(second, places);
        Assert.Empty(tree.Everything);
    }

    [Theory]
    [InlineData("say what", "--from", "/usr")]
    [InlineData("say from where", "native")]
    [InlineData("'native' and 'command'", "native", "command")]
    [InlineData("there is no '--form'", "native", "--form", "/usr")]
    [InlineData("there is no 'prefixx'", "native", "prefixx=/usr")]
    [InlineData("prefix must begin with '/'", "native", "prefix=usr")]
    [InlineData("there is no folder", "native", "--from", "/no/such/folder")]
    [InlineData("has no libvgetrandom.so", "native", "--from", "/usr/include")]
    [InlineData("has no bin/vgetrandom", "command", "--from", "/usr/include")]
    public void A_wrong_wish_is_refused(string complaint, params string[] arguments)
    {
        using var tree = new Tree();

        string refusal = Tree.Refusal("install", [.. arguments, $"DESTDIR={tree.Root}"]);

        Assert.StartsWith("packaging/install: ", refusal, StringComparison.Ordinal);
        Assert.Contains(complaint, refusal, StringComparison.Ordinal);
        Assert.Empty(tree.Everything);
    }

    /// <summary>The last of its files cannot be written, so the first is not.</summary>
    [Fact]
    public void Nothing_is_written_where_not_everything_can_be()
    {
        using var tree = new Tree();
        Directory.CreateDirectory(tree.Path("usr/local/share/man/man7/vgetrandom.7"));
        string[] before = tree.Everything;

        string refusal = Tree.Refusal(
            "install", "native", "--from", PublishedLibrary.Folder, $"DESTDIR={tree.Root}");

        Assert.Contains("vgetrandom.7 is a folder", refusal, StringComparison.Ordinal);
        Assert.Equal(before, tree.Everything);
    }

    [Theory]
    [InlineData("src/VGetRandom.Native")]
    [InlineData("src/VGetRandom.Preload")]
    [InlineData("src/VGetRandom.OpenSsl")]
    public void Publishing_without_a_platform_says_what_is_missing(string project)
    {
        using var tree = new Tree();

        // The step of the publish before which nothing is written. What comes first is a build.
        using var process = System.Diagnostics.Process.Start(DotnetCommand.Start(
            VGetRandom.Tests.Cli.Tool.Dotnet,
            ["msbuild", project, "-t:PrepareForPublish", $"-p:PublishDir={tree.Root}/out/"]))!;
        string printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains("add -r linux-x64", printed, StringComparison.Ordinal);
        Assert.Empty(tree.Everything);
    }

    private static string[] Archive(string name) =>
        File.Exists(Path.Combine(PublishedLibrary.Folder, "libvgetrandom.a")) ? [name] : [];
}
