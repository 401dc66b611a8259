using System.Diagnostics;
using System.Text.RegularExpressions;
using VGetRandom.Tests;
using VGetRandom.Tests.Needs;

namespace VGetRandom.Native.Tests.Packaging;

/// <summary>What docs/NATIVE.md shows and says.</summary>
public partial class NativeDocumentTests
{
    private static readonly string[] s_libraries =
        ["libvgetrandom.so", "libvgetrandom-preload.so", "ossl-modules/vgetrandom.so"];

    private static string Text =>
        File.ReadAllText(Path.Combine(Checkout.Root, "docs/NATIVE.md"));

    /// <summary>As it is written, in a folder whose artifacts are those of the tests.</summary>
    [Fact]
    [NeedsTool("pkg-config")]
    public void The_program_runs_as_it_is_shown()
    {
        using var tree = new Tree();
        Directory.CreateDirectory(tree.Path("artifacts"));
        File.CreateSymbolicLink(tree.Path("artifacts/native"), PublishedLibrary.Folder);
        File.WriteAllText(tree.Path("program.c"), CProgram().Match(Text).Groups[1].Value);
        string commands = UninstalledCommands().Match(Text).Groups[1].Value;

        ProcessStartInfo start = DotnetCommand.Start("/bin/sh", ["-ec", commands]);
        start.WorkingDirectory = tree.Root;
        Assert.Matches("^[0-9a-f]{64}\n$", TestProgram.Run(start));
    }

    [Fact]
    public void The_libraries_are_as_hard_as_it_says() =>
        Assert.All(
            s_libraries,
            library =>
            {
                string headers = DotnetCommand.RunProgram(
                    "readelf", "-lhdW", Path.Combine(PublishedLibrary.Folder, library));
                Assert.Contains("DYN (Shared object file)", headers, StringComparison.Ordinal);
                Assert.Matches(@"FLAGS_1\) +Flags: NOW", headers);
                Assert.Contains("GNU_RELRO", headers, StringComparison.Ordinal);
                Assert.Matches(@"GNU_STACK .* RW +0x", headers);
                Assert.DoesNotMatch(@"LOAD .* (RWE|WE) ", headers);
                Assert.DoesNotContain("TEXTREL", headers, StringComparison.Ordinal);
                Assert.DoesNotMatch("R(UN)?PATH", headers);
            });

    /// <summary>What is in the file of its own fits the library, and knows its sources.</summary>
    [Fact]
    public void A_debugger_finds_the_lines()
    {
        string library = PublishedLibrary.Library;
        string debug = $"{library}.dbg";
        string start = DotnetCommand.RunProgram("nm", "-D", library).Split('\n')
            .Single(line => line.Contains(" vgetrandom_fill@", StringComparison.Ordinal))
            .Split(' ')[0];

        Assert.Equal(BuildId(library), BuildId(debug));
        Assert.Contains(
            "libvgetrandom.so.dbg",
            DotnetCommand.RunProgram("readelf", "--string-dump=.gnu_debuglink", library),
            StringComparison.Ordinal);
        Assert.Contains(
            "Exports.cs:",
            DotnetCommand.RunProgram("addr2line", "-e", debug, $"0x{start}"),
            StringComparison.Ordinal);
    }

    [Theory]
    [OpenSsl.NeedsValgrind]
    [InlineData("helgrind")]
    [InlineData("drd")]
    [InlineData("memcheck")]
    public void Valgrind_has_nothing_to_report(string tool)
    {
        TestProgram.Run(DotnetCommand.Start(
            OpenSsl.NeedsValgrindAttribute.Program,
            [
                "-q", "--error-exitcode=1", $"--tool={tool}",
                $"--suppressions={Path.Combine(PublishedLibrary.Folder, "vgetrandom.supp")}",
                TestProgram.Linked("handed_over"), "rounds",
            ]));
    }

    private static string BuildId(string file) => BuildIdentity().Match(
        DotnetCommand.RunProgram("readelf", "-nW", file)).Groups[1].Value;

    [GeneratedRegex("```c\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CProgram();

    [GeneratedRegex("```sh\n(export PKG_CONFIG_PATH.*?)```", RegexOptions.Singleline)]
    private static partial Regex UninstalledCommands();

    [GeneratedRegex("Build ID: ([0-9a-f]{40})")]
    private static partial Regex BuildIdentity();
}
