using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VGetRandom.Cli.Selftest;

/// <summary>Everything that <c>selftest --json</c> writes.</summary>
/// <param name="Passed">Whether no check failed.</param>
/// <param name="Checks">Every check, in order.</param>
internal sealed record SelftestReport(bool Passed, IReadOnlyList<SelftestLine> Checks);

/// <summary>One check and what it came to.</summary>
/// <param name="Name">Which.</param>
/// <param name="Result">ok, skipped or failed.</param>
/// <param name="Detail">What was seen, or why it could not be.</param>
internal sealed record SelftestLine(string Name, string Result, string Detail);

/// <summary>The report as JSON. Its names are promised in the command's help.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SelftestReport))]
internal sealed partial class SelftestJson : JsonSerializerContext
{
    public static string Write(SelftestReport report)
    {
        var context = new SelftestJson(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            WriteIndented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
        return JsonSerializer.Serialize(report, context.SelftestReport);
    }
}
