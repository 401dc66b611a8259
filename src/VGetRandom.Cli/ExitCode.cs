namespace VGetRandom.Cli;

/// <summary>What the command's exit code tells a script.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
}
