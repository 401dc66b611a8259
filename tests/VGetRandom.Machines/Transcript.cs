using System.Text.Json;

namespace VGetRandom.Machines;

/// <summary>What a machine's first process wrote: its steps, and what each printed.</summary>
internal sealed class Transcript
{
    private const string Begin = "== begin ";
    private const string Exit = "== exit ";
    private const string End = "== end";
    private readonly Dictionary<string, Step> _steps = [];

    public Transcript(string text, bool isOff, double seconds)
    {
        Seconds = seconds;
        Text = text;
        IsComplete = isOff;
        bool isEnded = false;
        string name = "";
        List<string> lines = [];
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith(Begin, StringComparison.Ordinal))
            {
                name = line[Begin.Length..];
                lines = [];
            }
            else if (line.StartsWith(Exit, StringComparison.Ordinal))
            {
                _steps[name] = new Step(line[Exit.Length..].Split(' ')[0], lines);
                lines = [];
            }
            else
            {
                isEnded |= line == End;
                lines.Add(line);
            }
        }

        IsComplete &= isEnded;
    }

    public string Text { get; }

    public double Seconds { get; }

    /// <summary>Whether the first process reached its first step.</summary>
    public bool HasBegun => Text.Contains(Begin, StringComparison.Ordinal);

    /// <summary>Whether the kernel itself faulted.</summary>
    public bool HasOops => Text.Contains("Oops:", StringComparison.Ordinal);

    /// <summary>Whether all steps ended, and the machine switched itself off.</summary>
    public bool IsComplete { get; }

    public Step Of(string step) =>
        _steps.TryGetValue(step, out Step? found) ? found : new Step("never", []);

    /// <summary>What a program printed, and how it ended.</summary>
    internal sealed class Step(string exit, IReadOnlyList<string> lines)
    {
        public bool EndedWell => exit == "0";

        public string Text => string.Join('\n', lines);

        /// <summary>The value in a line of "name=value", or a text that equals nothing.</summary>
        public string this[string name] =>
            lines.FirstOrDefault(line => line.StartsWith(name + "=", StringComparison.Ordinal))
                is { } line
                ? line[(name.Length + 1)..]
                : $"(exit {exit}, no {name})";

        /// <summary>The values in such a line, or none.</summary>
        public string[] Values(string name) =>
            lines.Any(line => line.StartsWith(name + "=", StringComparison.Ordinal))
                ? this[name].Split(' ', StringSplitOptions.RemoveEmptyEntries)
                : [];

        public long Number(string name) => long.TryParse(this[name], out long value) ? value : -1;

        /// <summary>The whole output as JSON, or null if it is not JSON.</summary>
        public JsonElement? Json()
        {
            try
            {
                return JsonDocument.Parse(Text).RootElement;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
