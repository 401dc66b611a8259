using System.Text.Json;
using VGetRandom.Cli;
using VGetRandom.Cli.Selftest;

namespace VGetRandom.Tests.Cli;

public class SelftestTests
{
    [Fact]
    public void Nothing_fails_here_and_all_that_this_kernel_has_is_checked()
    {
        ToolResult result = Tool.Run("selftest", "--json");

        Assert.True(result.ExitCode == ExitCode.Done, result.Text);
        Assert.Equal("", result.Error);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        Assert.True(report.RootElement.GetProperty("passed").GetBoolean());
        IReadOnlyDictionary<string, Finding> checks = SelftestFindings.Checks(result);

        Assert.Equal(Outcome.Ok, checks["backend"].Outcome);
        Assert.StartsWith(
            $"{KernelRandom.Backend.Name}: ", checks["backend"].Detail, StringComparison.Ordinal);
        Assert.Equal(Outcome.Ok, checks["chacha20"].Outcome);
        foreach (AvailableBackend backend in AvailableBackend.List())
        {
            Outcome expected = backend.Backend.Succeeded ? Outcome.Ok : Outcome.Skipped;
            Assert.Equal(expected, checks[$"{backend.Name} requests"].Outcome);
        }

        if (AvailableBackend.List().Any(it => it is { Name: "managed", Backend.Succeeded: true }))
        {
            Assert.All(
                ["oracle", "droppable memory", "reseed", "managed fork", "vdso fork"],
                name => Assert.Equal(Outcome.Ok, checks[name].Outcome));
        }
    }

    [Fact]
    public void A_person_gets_one_line_each()
    {
        ToolResult result = Tool.Run("selftest");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.DoesNotContain('\u001b', result.Text);
        Assert.All(
            result.Text.TrimEnd('\n').Split('\n'),
            line => Assert.Matches(@"^(ok|skipped) +\S.*?  +\S.*$", line));
    }

    [Fact]
    public void Every_check_is_in_the_help()
    {
        string help = Tool.Run("selftest", "--help").Text;

        Assert.All(
            SelftestFindings.Checks(Tool.Run("selftest", "--json")).Keys,
            name => Assert.Matches(
                $"(?m)^ *({name}|BACKEND {name.Split(' ')[^1]})  ", help));
    }

    [Fact]
    public void A_backend_that_is_refused_fails_its_own_check_alone()
    {
        ToolResult text = Tool.RunWith("nonsense", "selftest");
        ToolResult json = Tool.RunWith("nonsense", "selftest", "--json");

        Assert.Equal(ExitCode.Failed, text.ExitCode);
        Assert.Matches("(?m)^FAILED +backend .*nonsense", text.Text);
        Assert.Equal(ExitCode.Failed, json.ExitCode);
        using JsonDocument report = JsonDocument.Parse(json.Output);
        Assert.False(report.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal(
            ["backend"],
            SelftestFindings.Checks(json)
                .Where(check => check.Value.Outcome == Outcome.Failed)
                .Select(check => check.Key));
    }
}
