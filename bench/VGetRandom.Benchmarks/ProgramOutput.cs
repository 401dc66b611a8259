using System.ComponentModel;
using System.Diagnostics;

namespace VGetRandom.Benchmarks;

/// <summary>Asks other programs for what they know.</summary>
internal static class ProgramOutput
{
    /// <summary>Returns what a program prints, or null if the program is missing or
    /// fails.</summary>
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
