using System.Diagnostics;

namespace VGetRandom.Benchmarks;

/// <summary>This program, started once more.</summary>
internal static class SelfProcess
{
    /// <param name="arguments">What it is to do.</param>
    public static ProcessStartInfo Start(params string[] arguments)
    {
        // Under `dotnet run` this program is its own executable; under `dotnet FILE.dll` it is not.
        string executable = Environment.ProcessPath!;
        if (Path.GetFileNameWithoutExtension(executable) == "dotnet")
        {
            arguments = [typeof(SelfProcess).Assembly.Location, .. arguments];
        }

        return new(executable, arguments) { RedirectStandardOutput = true };
    }
}
