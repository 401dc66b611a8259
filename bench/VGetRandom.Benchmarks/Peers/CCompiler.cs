using System.ComponentModel;
using System.Diagnostics;

namespace VGetRandom.Benchmarks.Peers;

/// <summary>The machine's C compiler, if it has one.</summary>
internal static class CCompiler
{
    private const string Command = "cc";

    /// <summary>Why nothing can be compiled here, or null.</summary>
    public static string? Refusal => Run(["--version"]);

    /// <summary>Compiles one of this program's embedded sources to a shared library.</summary>
    /// <exception cref="InvalidOperationException">The compiler refuses; the message has its
    /// words.</exception>
    public static void CompileLibrary(string resource, string folder, string library)
    {
        string source = Path.Combine(folder, resource);
        using (Stream embedded =
            typeof(CCompiler).Assembly.GetManifestResourceStream(resource)!)
        using (FileStream file = File.Create(source))
        {
            embedded.CopyTo(file);
        }

        string[] arguments = ["-O2", "-Wall", "-shared", "-fPIC", "-o", library, source];
        if (Run(arguments) is { } problem)
        {
            throw new InvalidOperationException(problem);
        }
    }

    private static string? Run(string[] arguments)
    {
        var start = new ProcessStartInfo(Command, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;

            // Read both at once: a pipe that nobody reads would stop the compiler when it is full.
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            string errors = process.StandardError.ReadToEnd();
            output.GetAwaiter().GetResult();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{Command} failed: {errors.Trim()}";
        }
        catch (Win32Exception)
        {
            return $"there is no C compiler (no '{Command}' can be started)";
        }
    }
}
