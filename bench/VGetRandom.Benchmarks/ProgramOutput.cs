using System.ComponentModel;
using System.Diagnostics;

namespace VGetRandom.Benchmarks;

/// <summary>What other programs know.</summary>
internal static class ProgramOutput
{
    /// <summary>What a program prints, or null where there is none of that name or it fails.
    /// </summary>
    public static string? Of(string file, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(file, arguments)
            {
                RedirectStandardOutput = true,
            })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
