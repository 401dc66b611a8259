namespace VGetRandom.Probe;

/// <summary>Runs another program under filters that refuse it system calls from the
/// start.</summary>
internal static class ExecScenario
{
    /// <summary>The exit code by which a shell says that it cannot start a program.</summary>
    public const int NotStarted = 126;

    public static int Run(uint errno, string[] calls, string[] command)
    {
        // Compile this call now: a filter may refuse what compiling it takes.
        _ = Native.execvp("", [null]);
        string?[] arguments = [.. command, null];
        if (calls.All(call => SeccompFilter.TryRefuse(uint.Parse(call), errno, 0)))
        {
            _ = Native.execvp(command[0], arguments);
        }

        return NotStarted;
    }
}
