using System.Text;
using System.Text.Json;
using VGetRandom.Cli;
using VGetRandom.Cli.Bench;
using VGetRandom.Cli.Selftest;

namespace VGetRandom.Tests.Cli;

/// <summary>The command on a system that is not Linux, as far as Linux can show that.</summary>
/// <remarks>
/// In copies of the library and the command each call of IsLinux() is one of IsMacOS(), whose name
/// is as long and whose answer is no. The library's copy finds no C library either: what it asks of
/// that is for Linux alone.
/// </remarks>
public sealed class OtherSystemTests : IDisposable
{
    private const string Command = "VGetRandom.Cli";

    private readonly TemporaryFolder _folder = new();

    public OtherSystemTests()
    {
        foreach (string file in (string[])
            [
                $"{Command}.deps.json", $"{Command}.runtimeconfig.json", "Spectre.Console.dll",
                "Spectre.Console.Ansi.dll", "System.CommandLine.dll", "VGetRandom.Reference.dll",
            ])
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, file), _folder.File(file));
        }

        CopyChanged("VGetRandom.dll", ("IsLinux", "IsMacOS"), ("libc", "none"));
        CopyChanged($"{Command}.dll", ("IsLinux", "IsMacOS"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Selftest_checks_the_platforms_generator_and_skips_what_only_Linux_has()
    {
        ToolResult result = Run("selftest", "--json", "--reseed");

        Assert.Equal("", result.Error);
        Assert.Equal(ExitCode.Done, result.ExitCode);
        IReadOnlyDictionary<string, Finding> checks = SelftestFindings.Checks(result);
        Assert.Equal(
            ["backend", "chacha20", "platform requests"],
            checks.Where(check => check.Value.Outcome == Outcome.Ok).Select(check => check.Key));
        Assert.StartsWith("platform: ", checks["backend"].Detail, StringComparison.Ordinal);
        Assert.All(
            ["oracle", "reseed", "kernel reseed"],
            name => Assert.Equal(
                Finding.Skipped("only Linux has a vDSO getrandom."), checks[name]));
        Assert.Equal(Outcome.Skipped, checks["droppable memory"].Outcome);
    }

    [Fact]
    public void Bench_measures_the_platforms_generator_and_says_that_only_Linux_has_more()
    {
        ToolResult result = Run("bench", "--json");

        Assert.Equal("", result.Error);
        Assert.Equal(ExitCode.Done, result.ExitCode);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        Assert.Equal(
            ["Guid", "KernelRandom", "RandomNumberGenerator"],
            report.RootElement.GetProperty("results").EnumerateArray()
                .Select(item => item.GetProperty("source").GetString()).Distinct().Order());
        JsonElement missing =
            Assert.Single(report.RootElement.GetProperty("unavailable").EnumerateArray());
        Assert.Equal(BenchCases.SyscallSource, missing.GetProperty("source").GetString());
        Assert.Equal("only Linux has getrandom(2).", missing.GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("bytes", "8")]
    [InlineData("uuid", "--v7")]
    [InlineData("doctor")]
    [InlineData("watch", "--json", "--count", "1")]
    public void The_others_do_as_they_do_elsewhere(params string[] arguments)
    {
        ToolResult result = Run(arguments);

        Assert.Equal("", result.Error);
        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.NotEmpty(result.Output);
    }

    private ToolResult Run(params string[] arguments) =>
        Tool.RunProgram(Tool.Dotnet, ["exec", _folder.File($"{Command}.dll"), .. arguments]);

    // Each name stands once in an assembly's metadata, between the zeros that end it and the one
    // before it.
    private void CopyChanged(string file, params (string From, string To)[] names)
    {
        byte[] assembly = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, file));
        foreach ((string from, string to) in names)
        {
            byte[] wanted = Encoding.ASCII.GetBytes($"\0{from}\0");
            int at = assembly.AsSpan().IndexOf(wanted);
            Assert.True(at >= 0, $"{file} names no {from}");
            Assert.Equal(at, assembly.AsSpan().LastIndexOf(wanted));
            Encoding.ASCII.GetBytes(to).CopyTo(assembly, at + 1);
        }

        File.WriteAllBytes(_folder.File(file), assembly);
    }
}
