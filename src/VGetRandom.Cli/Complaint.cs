namespace VGetRandom.Cli;

/// <summary>Says on standard error, in exactly one line, what went wrong.</summary>
internal static class Complaint
{
    public const string ToolName = "vgetrandom";

    public static void Write(string message) =>
        Console.Error.WriteLine($"{ToolName}: {OneLine(message)}");

    // Messages quote arguments and file names, which may hold line breaks, or escape codes that
    // would steer the terminal.
    private static string OneLine(string message) =>
        string.Create(message.Length, message, static (line, text) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                line[i] = char.IsControl(text[i]) ? ' ' : text[i];
            }
        });
}
