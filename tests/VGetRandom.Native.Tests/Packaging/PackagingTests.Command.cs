using System.Diagnostics;
using VGetRandom.Tests;
using VGetRandom.Tests.Cli;
using VGetRandom.Tests.Needs;

namespace VGetRandom.Native.Tests.Packaging;

/// <summary>The command in both of its forms.</summary>
public partial class PackagingTests
{
    private const string Assembly = "lib/vgetrandom/VGetRandom.Cli.dll";

    [Fact]
    [NeedsX64]
    public void The_command_as_native_code_is_installed_runs_and_goes() =>
        AssertComesAndGoes(
            PublishedCommand.Folder,
            "glibc-hwcaps/x86-64-v3/libvgetrandom-command.so",
            "glibc-hwcaps/x86-64-v4/libvgetrandom-command.so",
            "libvgetrandom-command.so");

    [Fact]
    public void The_command_for_an_installed_NET_is_installed_runs_and_goes() =>
        AssertComesAndGoes(PublishedCommand.ManagedFolder, Tool.Files);

    [Fact]
    public void A_command_that_is_one_file_needs_no_other()
    {
        using var tree = new Tree();
        string folder = Copied(tree, PublishedCommand.ManagedFolder);
        Directory.Delete(Path.Combine(folder, "lib"), recursive: true);
        File.WriteAllText(Path.Combine(folder, "bin/vgetrandom"), "#!/bin/sh\necho $1\n");

        Tree.InstallCommandFrom(folder, $"prefix={tree.Path("usr")}");

        string printed = DotnetCommand.RunProgram(tree.Path("usr/bin/vgetrandom"), "7");
        Assert.Equal("7\n", printed);
        Assert.False(Directory.Exists(tree.Path("usr/lib")));
    }

    [Fact]
    [NeedsX64]
    public void Native_code_without_its_library_is_not_installed()
    {
        using var tree = new Tree();
        AssertIsRefusedWithout(
            "lib/vgetrandom/libvgetrandom-command.so", Copied(tree, PublishedCommand.Folder));
    }

    [Fact]
    public void A_program_for_an_installed_NET_without_its_assembly_is_not_installed()
    {
        using var tree = new Tree();
        AssertIsRefusedWithout(Assembly, Copied(tree, PublishedCommand.ManagedFolder));
    }

    [Fact]
    public void The_program_for_an_installed_NET_says_which_file_is_missing()
    {
        using var tree = new Tree();
        string folder = Copied(tree, PublishedCommand.ManagedFolder);
        File.Delete(Path.Combine(folder, Assembly));

        string complaint = TestProgram.RunToFailure(
            DotnetCommand.Start(Path.Combine(folder, "bin/vgetrandom"), ["int", "7", "7"]));

        Assert.Contains("does not exist", complaint, StringComparison.Ordinal);
        Assert.Contains($"/bin/../{Assembly}", complaint, StringComparison.Ordinal);
    }

    [Fact]
    [NeedsTool("dpkg-deb")]
    public void A_Debian_package_is_made_of_native_code_only()
    {
        using var tree = new Tree();

        string refusal = Tree.Refusal(
            "deb",
            "--command", PublishedCommand.ManagedFolder,
            "--to", tree.Path("debs"),
            "--maintainer", "The VGetRandom authors <authors@debian.org>");

        Assert.Contains("publish it with -p:PublishAot=true", refusal, StringComparison.Ordinal);
        Assert.Empty(tree.Everything);
    }

    private static void AssertComesAndGoes(string folder, params string[] loaded)
    {
        using var tree = new Tree();
        string[] places = [$"prefix={tree.Path("usr")}"];

        Tree.InstallCommandFrom(folder, places);

        Assert.Equal(
            loaded.Select(name => $"usr/lib/vgetrandom/{name}"),
            tree.Files.Where(
                name => name.StartsWith("usr/lib/", StringComparison.Ordinal)));
        ProcessStartInfo start =
            DotnetCommand.Start(tree.Path("usr/bin/vgetrandom"), ["int", "7", "7"]);
        Assert.Equal("7\n", TestProgram.Run(start));

        // What was published is as it will lie, so that copying it installs it, too.
        using var copy = new Tree();
        DotnetCommand.RunProgram("cp", "-r", $"{folder}/.", copy.Path("usr"));
        Assert.Equal(
            copy.Files, tree.Files.Except(["usr/share/vgetrandom/command.files"]));

        Tree.Uninstall("command", places);
        Assert.Empty(tree.Everything);
    }

    private static void AssertIsRefusedWithout(string file, string folder)
    {
        File.Delete(Path.Combine(folder, file));
        using var tree = new Tree();

        string refusal = Tree.Refusal(
            "install", "command", "--from", folder, $"prefix={tree.Path("usr")}");

        Assert.Contains($"has no {file}", refusal, StringComparison.Ordinal);
        Assert.Empty(tree.Everything);
    }

    private static string Copied(Tree tree, string folder)
    {
        DotnetCommand.RunProgram("cp", "-r", folder, tree.Path("published"));
        return tree.Path("published");
    }
}
