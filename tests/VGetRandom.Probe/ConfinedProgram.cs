using System.Globalization;
using System.Runtime.InteropServices;

namespace VGetRandom.Probe;

/// <summary>Becomes another program, in a sandbox that kills it at any system call that is not
/// listed.</summary>
/// <remarks>The lists are those of many services and containers, with the numbers of
/// x86-64.</remarks>
internal static class ConfinedProgram
{
    /// <param name="sandbox">The name of a list, or "none" for no filter.</param>
    /// <param name="command">The program's path and its arguments.</param>
    /// <returns>Returns only if the program or the filter cannot be had.</returns>
    public static int Run(string sandbox, string[] command)
    {
        if (sandbox != "none" && !SeccompFilter.TryAllowOnly(ReadList(sandbox)))
        {
            Report.Line("sandboxed", false);
            return 0;
        }

        // The filter applies to this thread alone, and execve(2) leaves no other thread.
        _ = Native.execvp(command[0], [.. command, null]);
        Console.Error.WriteLine(
            $"{command[0]}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        return 1;
    }

    /// <summary>Makes a system call that changes nothing and is on no list: syslog(2).</summary>
    public static unsafe int MakeUnlistedCall()
    {
        // SAFETY: the call takes only numbers.
        const nint SyslogNumberX64 = 103;
        const uint SYSLOG_ACTION_SIZE_BUFFER = 10;
        _ = Native.syscall(SyslogNumberX64, SYSLOG_ACTION_SIZE_BUFFER, 0, null);
        return 0;
    }

    /// <summary>Reads lines of a number, a name and, for a call that fails, its errno.</summary>
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
