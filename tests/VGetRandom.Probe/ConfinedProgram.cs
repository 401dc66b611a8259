using System.Globalization;
using System.Runtime.InteropServices;

namespace VGetRandom.Probe;

/// <summary>
/// Becomes another program, in a sandbox that ends it at any system call which is not listed.
/// </summary>
/// <remarks>The lists are those that many services and containers run with, by x86-64 numbers.
/// </remarks>
internal static class ConfinedProgram
{
    /// <param name="sandbox">The name of a list, or "none" for no filter.</param>
    /// <param name="command">The program's path, and its arguments.</param>
    /// <returns>Only where there is no such program, or no filter.</returns>
    public static int Run(string sandbox, string[] command)
    {
        if (sandbox != "none" && !SeccompFilter.TryAllowOnly(ReadList(sandbox)))
        {
            Report.Line("sandboxed", false);
            return 0;
        }

        // The filter is this thread's alone, and execve(2) leaves no other thread.
        _ = Native.execvp(command[0], [.. command, null]);
        Console.Error.WriteLine(
            $"{command[0]}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        return 1;
    }

    /// <summary>Makes a call that changes nothing, and that no list has: syslog(2).</summary>
    public static unsafe int MakeUnlistedCall()
    {
        // SAFETY: the call takes numbers alone.
        const nint SyslogNumberX64 = 103;
        const uint SYSLOG_ACTION_SIZE_BUFFER = 10;
        _ = Native.syscall(SyslogNumberX64, SYSLOG_ACTION_SIZE_BUFFER, 0, null);
        return 0;
    }

    /// <summary>Reads lines of a number, a name, and the errno of a call that fails.</summary>
    private static List<(uint SystemCall, uint Errno)> ReadList(string sandbox)
    {
        using Stream list = typeof(ConfinedProgram).Assembly.GetManifestResourceStream(
            $"VGetRandom.Probe.Sandboxes.{sandbox}.txt")!;
        using var reader = new StreamReader(list);
        return
        [
            .. reader.ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line[0] != '#')
                .Select(line => line.Split(' '))
                .Select(words => (Number(words[0]), words.Length > 2 ? Number(words[2]) : 0)),
        ];
    }

    private static uint Number(string text) => uint.Parse(text, CultureInfo.InvariantCulture);
}
