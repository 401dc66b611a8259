using System.Text.Json;
using VGetRandom.Cli.Selftest;

namespace VGetRandom.Tests.Cli;

/// <summary>What <c>selftest --json</c> found.</summary>
internal static class SelftestFindings
{
    public static IReadOnlyDictionary<string, Finding> Checks(ToolResult result)
    {
        using JsonDocument report = JsonDocument.Parse(result.Output);
        return report.RootElement.GetProperty("checks").EnumerateArray().ToDictionary(
            check => check.GetProperty("name").GetString()!,
            check => new Finding(
                Enum.Parse<Outcome>(check.GetProperty("result").GetString()!, ignoreCase: true),
                check.GetProperty("detail").GetString()!));
    }
}
