using System.Text.Json;
using VGetRandom.Backends;
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
        Dictionary<string, string> results = report.RootElement.GetProperty("checks")
            .EnumerateArray()
            .ToDictionary(
                check => check.GetProperty("name").GetString()!,
                check => check.GetProperty("result").GetString()!);

        Assert.Equal("ok", results["chacha20"]);
        foreach (AvailableBackend backend in AvailableBackend.List())
        {
            string expected = backend.Backend.Succeeded ? "ok" : "skipped";
            Assert.Equal(expected, results[$"{backend.Name} requests"]);
        }

        if (AvailableBackend.List().Any(it => it is { Name: "managed", Backend.Succeeded: true }))
        {
            Assert.All(
                ["oracle", "droppable memory", "reseed", "managed fork", "vdso fork"],
                name => Assert.Equal("ok", results[name]));
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
    public void A_check_that_fails_is_told_and_makes_the_exit_code_1()
    {
        ToolResult text = Tool.RunWith("nonsense", "selftest");
        ToolResult json = Tool.RunWith("nonsense", "selftest", "--json");

        Assert.Equal(ExitCode.Failed, text.ExitCode);
        Assert.Matches("(?m)^FAILED +chacha20 .*nonsense", text.Text);
        Assert.Equal(ExitCode.Failed, json.ExitCode);
        using JsonDocument report = JsonDocument.Parse(json.Output);
        Assert.False(report.RootElement.GetProperty("passed").GetBoolean());
    }

    [Fact]
    public void Bytes_that_come_twice_are_noticed()
    {
        Assert.Equal(Outcome.Failed, Requests(new StuckBackend(7)).Outcome);
        Assert.Equal(Outcome.Failed, Requests(new BiasedBackend()).Outcome);
        Assert.Equal(Outcome.Ok, Requests(ProcessBackend.Instance).Outcome);
    }

    // The comparison alone: this process is not fit to be forked.
    [Fact]
    public void So_are_those_that_come_on_both_sides_of_a_fork()
    {
        byte[] slots = KernelRandom.GetBytes(1024);
        Assert.Equal(Outcome.Ok, ForkCheck.Compare(slots).Outcome);

        slots.AsSpan(16, 16).CopyTo(slots.AsSpan(512));
        Finding same = ForkCheck.Compare(slots);
        slots.AsSpan(32, 32).Clear();
        Finding empty = ForkCheck.Compare(slots.AsSpan(0, 512));

        Assert.Equal(Outcome.Failed, same.Outcome);
        Assert.Contains("both sides", same.Detail, StringComparison.Ordinal);
        Assert.Equal(Outcome.Failed, empty.Outcome);
        Assert.Contains("zeros", empty.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_available_is_skipped_with_its_reason()
    {
        var missing = Attempt<IRandomBackend>.Failed("it is not here.");

        Assert.Equal(new Finding(Outcome.Skipped, "it is not here."), BackendCheck.Run(missing));
        Assert.Equal(new Finding(Outcome.Skipped, "it is not here."), ForkCheck.Run(missing));
    }

    private static Finding Requests(IRandomBackend backend) =>
        BackendCheck.Run(Attempt<IRandomBackend>.Of(backend));

    // SAFETY: in all three, as IRandomBackend says, callers vouch for length bytes at buffer.
    private abstract unsafe class FakeBackend : IRandomBackend
    {
        public BackendInfo Info => new(BackendKind.None, "");

        public abstract void Fill(byte* buffer, nuint length);

        public nint GetRandom(byte* buffer, nuint length, uint flags)
        {
            Fill(buffer, length);
            return (nint)length;
        }
    }

    // SAFETY: see FakeBackend.
    private sealed unsafe class StuckBackend(byte filler) : FakeBackend
    {
        public override void Fill(byte* buffer, nuint length) =>
            new Span<byte>(buffer, (int)length).Fill(filler);
    }

    // SAFETY: see FakeBackend.
    private sealed unsafe class BiasedBackend : FakeBackend
    {
        public override void Fill(byte* buffer, nuint length)
        {
            KernelRandom.Fill(buffer, length);
            for (nuint i = 0; i < length; i++)
            {
                buffer[i] |= (byte)(i % 16 == 0 ? 1 : 0);
            }
        }
    }
}
