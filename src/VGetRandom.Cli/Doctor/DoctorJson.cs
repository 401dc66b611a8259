using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VGetRandom.Cli.Doctor;

/// <summary>The report as JSON. Its names are promised in the command's help.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DoctorReport))]
internal sealed partial class DoctorJson : JsonSerializerContext
{
    public static string Write(DoctorReport report)
    {
        var context = new DoctorJson(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            WriteIndented = true,

            // The default encoder writes an apostrophe as \u0027, for the sake of web pages.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
        return JsonSerializer.Serialize(report, context.DoctorReport);
    }
}
