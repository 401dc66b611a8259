using System.Diagnostics;

namespace VGetRandom.Benchmarks;

/// <summary>Starts this program once more.</summary>
internal static class SelfProcess
{
    /// <param name="arguments">The arguments for the program.</param>
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
