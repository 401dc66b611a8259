namespace VGetRandom.Tests.Needs;

/// <summary>Marks tests that run a program that not every machine has.</summary>
/// <param name="tool">The name of the program.</param>
internal sealed class NeedsToolAttribute(string tool) : NeedsAttribute
{
    public string Tool => tool;

    public override string Need => tool;

    public override string? Refusal => Exists(tool) ? null : $"there is no {tool}";

    /// <summary>Whether a shell would find it.</summary>
    public static bool Exists(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, tool)));
}
