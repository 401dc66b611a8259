using System.Globalization;

namespace VGetRandom.Tests.States;

/// <summary>What the kernel says about this process's memory.</summary>
internal static class MemoryFlags
{
    /// <summary>Reads from smaps the two-letter flags of the mapping that contains an
    /// address.</summary>
    public static string[] At(nint address)
    {
        bool isFound = false;
        foreach (string line in File.ReadLines("/proc/self/smaps"))
        {
            string[] words = line.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
            if (nint.TryParse(words[0], NumberStyles.HexNumber, null, out nint start)
                && nint.TryParse(words[1], NumberStyles.HexNumber, null, out nint end))
            {
                isFound = start <= address && address < end;
            }
            else if (isFound && words[0] == "VmFlags:")
            {
                return words[1..];
            }
        }

        throw new InvalidOperationException("the mapping is not in /proc/self/smaps");
    }
}
