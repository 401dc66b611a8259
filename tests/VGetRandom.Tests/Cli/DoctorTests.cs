using System.Text.Json;
using VGetRandom.Cli;

namespace VGetRandom.Tests.Cli;

public class DoctorTests
{
    [Fact]
    public void The_json_agrees_with_the_library()
    {
        ToolResult result = Tool.Run("doctor", "--json");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal("", result.Error);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        Assert.Equal(KernelRandom.Backend.Name, Text(report, "backend"));
        Assert.Equal(KernelRandom.Backend.Reason, Text(report, "reason"));
    }

    [Fact]
    public void Every_name_in_the_json_is_promised_in_the_help()
    {
        using JsonDocument report = JsonDocument.Parse(Tool.Run("doctor", "--json").Output);
        string help = Tool.Run("doctor", "--help").Text;

        JsonElement root = report.RootElement;
        IEnumerable<JsonProperty> names = root.EnumerateObject();
        if (root.GetProperty("vdso").ValueKind == JsonValueKind.Object)
        {
            names = names.Concat(root.GetProperty("vdso").EnumerateObject());
        }

        Assert.All(
            names, name => Assert.Matches($@"\b{name.Name}\b", help));
    }

    [Fact]
    public void Every_backend_is_named_in_the_help()
    {
        string help = Tool.Run("doctor", "--help").Text;
        string about = help[help.IndexOf("backend, reason", StringComparison.Ordinal)..];
        about = about[..about.IndexOf("fallback", StringComparison.Ordinal)];

        Assert.All(
            Enum.GetValues<BackendKind>(),
            kind => Assert.Matches($@"\b{new BackendInfo(kind, "").Name}\b", about));
    }

    [Fact]
    public void Where_the_kernel_has_the_function_its_memory_is_droppable()
    {
        using JsonDocument report = JsonDocument.Parse(Tool.Run("doctor", "--json").Output);
        JsonElement vdso = report.RootElement.GetProperty("vdso");
        Assert.SkipUnless(
            vdso.ValueKind == JsonValueKind.Object, Text(report, "vdso_problem") ?? "");

        Assert.True(report.RootElement.GetProperty("rng_ready").GetBoolean());
        Assert.StartsWith("0x", vdso.GetProperty("function_address").GetString(),
            StringComparison.Ordinal);
        Assert.True(
            report.RootElement.GetProperty("droppable_memory").GetBoolean(),
            Text(report, "droppable_memory_reason"));
    }

    [Fact]
    public void The_environment_chooses_the_backend()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has a syscall backend");

        ToolResult result = Tool.RunWith("syscall", "doctor", "--json");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        Assert.Equal("syscall", Text(report, "backend"));
    }

    [Theory]
    [InlineData("doctor")]
    [InlineData("doctor", "--json")]
    public void Without_a_backend_it_reports_all_the_same(params string[] arguments)
    {
        ToolResult result = Tool.RunWith("nonsense", arguments);

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Equal("", result.Error);
        Assert.Contains("VGETRANDOM_BACKEND='nonsense'", result.Text, StringComparison.Ordinal);
        Assert.Contains(Environment.Version.ToString(), result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1G")]
    public void Without_a_backend_no_byte_is_written_and_no_file_touched(string count)
    {
        using var folder = new TemporaryFolder();
        string kept = folder.File("kept");
        File.WriteAllText(kept, "precious");

        ToolResult result = Tool.RunWith("nonsense", "bytes", count, "--output", kept);
        ToolResult fresh =
            Tool.RunWith("nonsense", "bytes", count, "--output", folder.File("fresh"));

        Assert.All([result, fresh, Tool.RunWith("nonsense", "bytes", count)], AssertRefused);
        Assert.Equal("precious", File.ReadAllText(kept));
        Assert.False(File.Exists(folder.File("fresh")));
    }

    [Fact]
    public void The_listing_is_plain_lines_where_no_terminal_reads_it()
    {
        ToolResult result = Tool.Run("doctor");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.DoesNotContain('\u001b', result.Text);
        string[] lines = result.Text.TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.Matches(@"^\S.*?  +\S.*\S$", line));
        Assert.Matches($@"^backend +{KernelRandom.Backend.Name}$", lines[0]);
        Assert.EndsWith(KernelRandom.Backend.Reason, lines[1], StringComparison.Ordinal);
    }

    private static void AssertRefused(ToolResult result)
    {
        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Empty(result.Output);
        OneLine.AssertComplaint(result.Error);
        Assert.Contains("nonsense", result.Error, StringComparison.Ordinal);
    }

    private static string? Text(JsonDocument report, string name) =>
        report.RootElement.GetProperty(name).GetString();
}
