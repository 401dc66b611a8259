using System.ComponentModel;
using System.Diagnostics;

namespace VGetRandom.Benchmarks.StartUp;

/// <summary>A program that prints a random byte as soon as it can.</summary>
/// <param name="Name">The name that the report shows.</param>
/// <param name="Start">How to start it, with its output on a pipe.</param>
internal sealed record StartUpProgram(string Name, ProcessStartInfo Start)
{
    public const string CommandName = "vgetrandom bytes 32 (NativeAOT)";

    /// <param name="command">The path of the <c>vgetrandom</c> command, or null.</param>
    public static IEnumerable<StartUpProgram> All(string? command)
    {
        if (command is not null)
        {
            yield return New(CommandName, command, "bytes", "32");
        }

        yield return New("head -c 32 /dev/urandom", "head", "-c", "32", "/dev/urandom");
        yield return New("openssl rand 32", "openssl", "rand", "32");
        yield return New(
            "Python, os.urandom(32)", Python(), "-c", "import os; os.write(1, os.urandom(32))");
        foreach (string source in FirstByteProcess.Sources)
        {
            yield return new($"C#, {source}", SelfProcess.Start(FirstByteProcess.Name, source));
        }
    }

    /// <summary>Why this program cannot run here, or null.</summary>
    public string? Refusal()
    {
        try
        {
            _ = Run();
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
        catch (Win32Exception e)
        {
            // Leave out the paths of this machine, which the exception's own text contains.
            return new Win32Exception(e.NativeErrorCode).Message;
        }
    }

    /// <summary>Starts the program and waits for its end.</summary>
    /// <returns>The time until its first byte, and the time until its end.</returns>
    /// <exception cref="Win32Exception">There is no such program.</exception>
    /// <exception cref="InvalidOperationException">The program failed.</exception>
    public (double FirstByteMs, double EndMs) Run()
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(Start)!;
        bool hasByte = process.StandardOutput.BaseStream.ReadByte() >= 0;
        TimeSpan firstByte = Stopwatch.GetElapsedTime(start);
        process.StandardOutput.BaseStream.CopyTo(Stream.Null);
        process.WaitForExit();
        TimeSpan end = Stopwatch.GetElapsedTime(start);
        return hasByte && process.ExitCode == 0
            ? (firstByte.TotalMilliseconds, end.TotalMilliseconds)
            : throw new InvalidOperationException($"it ended with {process.ExitCode}");
    }

    // The interpreter itself, because on some machines "python3" is a script that looks for it.
    private static string Python()
    {
        const string Command = "python3";
        return ProgramOutput.Of(Command, "-c", "import sys; print(sys.executable)") ?? Command;
    }

    private static StartUpProgram New(string name, string file, params string[] arguments) =>
        new(name, new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
}
