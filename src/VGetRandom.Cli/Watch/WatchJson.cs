using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VGetRandom.Cli.Watch;

/// <summary>A sample as JSON, on one line. Its names are promised in the command's help.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(WatchSample))]
internal sealed partial class WatchJson : JsonSerializerContext
{
    private static readonly WatchJson s_context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(WatchSample sample) =>
        JsonSerializer.Serialize(sample, s_context.WatchSample);
}
