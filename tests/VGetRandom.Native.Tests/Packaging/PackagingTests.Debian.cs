using System.Diagnostics;
using VGetRandom.Tests;
using VGetRandom.Tests.Needs;

namespace VGetRandom.Native.Tests.Packaging;

/// <summary>Packages for Debian and what descends from it.</summary>
public partial class PackagingTests
{
    private static readonly string[] s_debs =
    [
        "libvgetrandom-dbg", "libvgetrandom-dev", "libvgetrandom-modules", "libvgetrandom0",
        "vgetrandom",
    ];

    [Fact]
    [NeedsX64]
    [NeedsTool("dpkg-deb")]
    public void The_packages_have_what_install_puts()
    {
        using var tree = new Tree();
        string[] debs = Pack(tree, "debs", "--command", PublishedCommand.Folder);
        string[] places =
        [
            "prefix=/usr", "libdir=/usr/lib/x86_64-linux-gnu",
            "zshcompletiondir=/usr/share/zsh/vendor-completions",
        ];
        using var installed = new Tree();
        Tree.Install([$"DESTDIR={installed.Root}", .. places]);
        Tree.InstallCommand([$"DESTDIR={installed.Root}", .. places]);
        using var unpacked = new Tree();
        foreach (string deb in debs)
        {
            DotnetCommand.RunProgram("dpkg-deb", "-x", deb, unpacked.Root);
        }

        string[] expected =
        [
            .. installed.Files.Where(name => !name.EndsWith(".files", StringComparison.Ordinal)),
        ];
        string[] found =
        [
            .. unpacked.Files.Where(
                name => !name.StartsWith("usr/share/doc/", StringComparison.Ordinal)
                    && !name.StartsWith("usr/share/lintian/", StringComparison.Ordinal)),
        ];
        Assert.Equal(
            expected.Select(name => IsManual(name) ? $"{name}.gz" : name)
                .Order(StringComparer.Ordinal),
            found);
        Assert.All(
            expected.Where(name => !IsManual(name)),
            name => Assert.Equal(
                File.ReadAllBytes(installed.Path(name)), File.ReadAllBytes(unpacked.Path(name))));
        Assert.All(
            s_debs,
            package => Assert.Contains(
                "Permission is hereby granted",
                File.ReadAllText(unpacked.Path($"usr/share/doc/{package}/copyright")),
                StringComparison.Ordinal));
    }

    [Fact]
    [NeedsX64]
    [NeedsTool("dpkg-deb")]
    public void The_package_of_the_library_says_which_version_brought_each_symbol()
    {
        using var tree = new Tree();
        string deb = Pack(tree, "debs").Single(
            name => Path.GetFileName(name).StartsWith("libvgetrandom0_", StringComparison.Ordinal));
        DotnetCommand.RunProgram("dpkg-deb", "-e", deb, tree.Path("control"));
        string control = File.ReadAllText(tree.Path("control/control"));

        Assert.Contains("\nVersion: 0.1.0-1\n", control, StringComparison.Ordinal);
        Assert.Contains("\nDepends: libc6 (>= 2.34)\n", control, StringComparison.Ordinal);
        Assert.Equal(
            "activate-noawait ldconfig\n", File.ReadAllText(tree.Path("control/triggers")));
        Assert.Equal(
            "libvgetrandom 0 libvgetrandom0 (>= 0.1.0)\n",
            File.ReadAllText(tree.Path("control/shlibs")));
        string[] functions =
            [.. s_functions.Where(name => name != "vgetrandom_alloc_error")];
        Assert.Equal(
            [
                "libvgetrandom.so.0 libvgetrandom0 #MINVER#",
                " VGETRANDOM_0.1@VGETRANDOM_0.1 0.1.0",
                .. functions.Select(name => $" {name}@VGETRANDOM_0.1 0.1.0"),
            ],
            File.ReadAllLines(tree.Path("control/symbols")));
    }

    [Fact]
    [NeedsX64]
    [NeedsTool("dpkg-deb")]
    public void The_same_input_makes_the_same_packages()
    {
        using var tree = new Tree();
        string[] first = Pack(tree, "first");
        string[] second = Pack(tree, "second");
        Assert.Equal(s_debs.Length - 1, first.Length);
        Assert.All(
            first.Zip(second),
            pair => Assert.Equal(
                File.ReadAllBytes(pair.First), File.ReadAllBytes(pair.Second)));
    }

    [Fact]
    [NeedsX64]
    [NeedsTool("dpkg-deb")]
    [NeedsTool("lintian")]
    public void Lintian_finds_no_error()
    {
        using var tree = new Tree();
        TestProgram.Run(DotnetCommand.Start(
            "lintian",
            [
                "--allow-root", "--fail-on", "error", "--tag-display-limit", "0",
                "--suppress-tags", "initial-upload-closes-no-bugs",
                .. Pack(tree, "debs", "--command", PublishedCommand.Folder),
            ]));
    }

    private static string[] Pack(Tree tree, string folder, params string[] more)
    {
        ProcessStartInfo start = DotnetCommand.Start(
            Path.Combine(Checkout.Root, "packaging/deb"),
            [
                "--native", PublishedLibrary.Folder,
                "--to", tree.Path(folder),
                "--maintainer", "The VGetRandom authors <authors@debian.org>",
                .. more,
            ]);
        start.Environment["SOURCE_DATE_EPOCH"] = "1767225600";
        start.Environment["DPKG_DEB_COMPRESSOR_LEVEL"] = "1";
        TestProgram.Run(start);
        return [.. Directory.GetFiles(tree.Path(folder)).Order(StringComparer.Ordinal)];
    }

    private static bool IsManual(string name) =>
        name.StartsWith("usr/share/man/", StringComparison.Ordinal);
}
