using System.Globalization;
using System.Text.Json;
using VGetRandom.Native.Tests.Packaging;
using VGetRandom.Tests;
using VGetRandom.Tests.Needs;

namespace VGetRandom.Native.Tests;

[NeedsX64]
public class CommandTests
{
    // The loader takes the best build that the processor can run, of those that it may.
    [Theory]
    [InlineData("x86-64-v2", 128)]
    [InlineData("x86-64-v3", 256)]
    [InlineData("x86-64-v4", 512)]
    public void It_has_the_registers_of_the_processors_level(string level, int bits)
    {
        int widestHere = VectorBits();

        string report = Shell(
            $"{Loader()} --glibc-hwcaps-mask {level} {PublishedCommand.Program} doctor --json");

        using JsonDocument doctor = JsonDocument.Parse(report);
        Assert.Equal(
            bits <= widestHere ? bits : 128,
            doctor.RootElement.GetProperty("vector_bits").GetInt32());
    }

    // The runtime itself has some code for each, which it chooses at run time: for sorting, say.
    [Theory]
    [InlineData("x86-64-v3", "ymm")]
    [InlineData("x86-64-v4", "zmm")]
    public void Each_build_uses_them(string level, string register)
    {
        const int OneVersionOfChaCha20 = 400;

        int baseline = Uses(PublishedCommand.Library, register);

        Assert.InRange(
            Uses(PublishedCommand.LibraryFor(level), register),
            baseline + OneVersionOfChaCha20,
            int.MaxValue);
    }

    [Theory]
    [InlineData("bytes 1M | wc -c", "1048576")]
    [InlineData("bytes 32 -f hex | wc -c", "65")]
    [InlineData("uuid --count 1000 | sort -u | wc -l", "1000")]
    [InlineData("int 7 7", "7")]
    [InlineData("bytes 1G | head -c 5 | wc -c", "5")]
    [InlineData("bytes 12 nonsense 2>/dev/null; echo $?", "2")]
    [InlineData("bytes 12 -o /no/such/folder/x 2>/dev/null; echo $?", "1")]
    [InlineData("selftest | grep -cv ^ok", "0")]
    [InlineData("--version | grep -c '^0\\.1\\.0'", "1")]
    [InlineData("shuffle <&- 2>&1 | grep -c 'it is closed'", "1")]
    [InlineData("password 'a b' 2>&1 | grep -c vgetrandom:", "1")]
    [InlineData("shuffle \"$(printf 'no\\377')\" 2>&1 | grep -cF 'no\\xff:'", "1")]
    [InlineData("pick < /dev/null 2>&1 | grep -c 'input is empty'", "1")]
    public void It_does_as_the_other_build_does(string arguments, string output)
    {
        Assert.Equal(output, Shell($"{PublishedCommand.Program} {arguments} || true").Trim());
    }

    // Each thread that is started costs a tenth of the time to the first byte.
    [Fact]
    public void It_starts_no_thread_but_the_runtimes_own()
    {
        Assert.Equal(
            "1",
            Shell(
                $"strace -f -qq -e trace=clone,clone3 -o /dev/stdout {PublishedCommand.Program} "
                + "bytes 32 -f hex | grep -c 'clone.*= [0-9]'").Trim());
    }

    // Where its library is missing, and where there is none that can be loaded.
    [Theory]
    [InlineData("", "cannot open shared object file: No such file or directory")]
    [InlineData(": > T/lib/vgetrandom/libvgetrandom-command.so", "file too short")]
    [InlineData(
        "echo 'int x;' | cc -shared -o T/lib/vgetrandom/libvgetrandom-command.so -x c -",
        "undefined symbol: vgetrandom_main")]
    public void It_says_in_a_line_of_its_own_that_it_has_no_library(string script, string reason)
    {
        using var tree = new Tree();
        Directory.CreateDirectory(tree.Path("lib/vgetrandom"));
        Directory.CreateDirectory(tree.Path("bin"));
        File.Copy(PublishedCommand.Program, tree.Path("bin/vgetrandom"));
        Shell(script.Replace("T/", $"{tree.Root}/", StringComparison.Ordinal));

        string[] lines = Shell($"{tree.Path("bin/vgetrandom")} int 7 7 2>&1; echo $?").Split('\n');

        Assert.Equal(["1", ""], lines[1..]);
        Assert.StartsWith("vgetrandom: cannot load its library: ", lines[0]);
        Assert.Contains($"libvgetrandom-command.so: {reason}. Install everything", lines[0]);
    }

    // By what the loader says of itself, whatever it is called and wherever it lies.
    private static string Loader() =>
        Shell($"ldd {PublishedCommand.Program} | grep -o '/[^ ]*ld-linux[^ ]*'").Trim();

    private static int VectorBits()
    {
        using JsonDocument doctor =
            JsonDocument.Parse(Shell($"{PublishedCommand.Program} doctor --json"));
        return doctor.RootElement.GetProperty("vector_bits").GetInt32();
    }

    private static int Uses(string library, string register) => int.Parse(
        Shell($"objdump -d {library} | grep -c '%{register}' || true"),
        CultureInfo.InvariantCulture);

    private static string Shell(string script) =>
        DotnetCommand.RunProgram("/bin/sh", ["-c", script]);
}
