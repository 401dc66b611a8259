namespace VGetRandom.Probe;

/// <summary>Another program, under filters that refuse it system calls from the start.</summary>
internal static class ExecScenario
{
    /// <summary>What a shell says of a program that it cannot start.</summary>
    public const int NotStarted = 126;

    public static int Run(uint errno, string[] calls, string[] command)
    {
        // Once before, for a filter may refuse what compiling this takes.
        _ = Native.execvp("", [null]);
        string?[] arguments = [.. command, null];
        if (calls.All(call => SeccompFilter.TryRefuse(uint.Parse(call), errno, 0)))
        {
            _ = Native.execvp(command[0], arguments);
        }

        return NotStarted;
    }
}
