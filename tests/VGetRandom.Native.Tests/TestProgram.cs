using System.Collections.Concurrent;
using System.Diagnostics;
using VGetRandom.Tests;

namespace VGetRandom.Native.Tests;

/// <summary>A C program of the programs folder, compiled against the published library.</summary>
internal static class TestProgram
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly ConcurrentDictionary<string, Lazy<string>> s_compiled = new();

    private static string Sources =>
        Path.Combine(Checkout.Root, "tests/VGetRandom.Native.Tests/programs");

    /// <summary>A library that hides the vDSO from everything loaded after it.</summary>
    public static string NoVdso => Compiled("no-vdso", "-shared", "-fPIC", "-ldl");

    /// <summary>A library that makes the kernel look like an emulator that follows no
    /// advice.</summary>
    public static string NoAdvice => Compiled("no-advice", "-shared", "-fPIC", "-ldl");

    /// <summary>A library that puts a file in place of the vmclock device.</summary>
    public static string FakeVmClock => Compiled("fake-vmclock", "-shared", "-fPIC", "-ldl");

    /// <summary>Compiles a program once, and links it with the library.</summary>
    /// <param name="name">The name of its source.</param>
    /// <param name="options">More options for the compiler.</param>
    public static string Linked(string name, params string[] options) =>
        Linked(Toolchain.Glibc, name, options);

    /// <summary>Does the same for any C library.</summary>
    /// <param name="toolchain">The C library and its compiler.</param>
    /// <param name="name">The name of its source.</param>
    /// <param name="options">More options for the compiler.</param>
    public static string Linked(Toolchain toolchain, string name, params string[] options) =>
        Compiled(
            toolchain,
            name,
            [.. options, .. toolchain.LibraryOptions, "-lpthread", "-ldl"]);

    /// <summary>Compiles, once, a program that knows nothing about the library.</summary>
    public static string Unmodified(string name) => Compiled(name, "-lpthread", "-ldl");

    /// <summary>Does the same for musl, even if musl lacks functions that the program
    /// calls.</summary>
    public static string UnmodifiedOfMusl(string name) => Compiled(
        Toolchain.Musl, name, "-lpthread", "-ldl", "-Wl,-z,dynamic-undefined-weak");

    /// <summary>Compiles for musl a library that comes before all others.</summary>
    public static string MuslLibrary(string name) =>
        Compiled(Toolchain.Musl, name, "-shared", "-fPIC");

    /// <summary>Compiles, once, a program that uses OpenSSL.</summary>
    /// <param name="name">The name of its source.</param>
    /// <param name="options">More options for the compiler.</param>
    public static string OfOpenSsl(string name, params string[] options) =>
        Compiled(name, [.. options, "-lcrypto", "-lpthread", "-ldl"]);

    /// <summary>Runs a scenario of a program, and fails if the program fails.</summary>
    /// <returns>The program's output.</returns>
    public static string Run(
        string program, string scenario, string preload = "", string tunables = "")
    {
        ProcessStartInfo start = DotnetCommand.Start(program, [scenario]);
        start.Environment["LD_PRELOAD"] = preload;
        start.Environment["GLIBC_TUNABLES"] = tunables;
        return Run(start);
    }

    /// <summary>Runs a prepared program, and fails if it fails or complains.</summary>
    /// <returns>The program's output.</returns>
    public static string Run(ProcessStartInfo start)
    {
        (int exitCode, string output, string error) = RunToEnd(start);
        Assert.True(
            exitCode == 0, $"{CommandLine(start)}: exit code {exitCode} {output}{error}");
        Assert.Equal("", error);
        return output;
    }

    /// <summary>Runs a prepared program, and fails if it does not fail.</summary>
    /// <returns>The program's complaint.</returns>
    public static string RunToFailure(ProcessStartInfo start)
    {
        (int exitCode, _, string error) = RunToEnd(start);
        Assert.NotEqual(0, exitCode);
        return error;
    }

    private static (int ExitCode, string Output, string Error) RunToEnd(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{CommandLine(start)} hangs");
        }

        return (process.ExitCode, output.Result, error.Result);
    }

    private static string CommandLine(ProcessStartInfo start) =>
        $"{start.FileName} {string.Join(' ', start.ArgumentList)}";

    private static string Compiled(string name, params string[] options) =>
        Compiled(Toolchain.Glibc, name, options);

    private static string Compiled(Toolchain toolchain, string name, params string[] options) =>
        s_compiled.GetOrAdd(
            string.Join(' ', [name + toolchain.Name, .. options]),
            _ => new(() => Compile(toolchain, name, options))).Value;

    private static string Compile(Toolchain toolchain, string name, string[] options)
    {
        // Each sanitizer makes another program of the same source.
        string suffix = string.Concat(
            options.Where(option => option.StartsWith("-fsanitize=", StringComparison.Ordinal))
                .Select(option => option["-fsanitize".Length..]));
        string program = Path.Combine(
            PublishedLibrary.Programs, name + suffix + toolchain.Name);
        DotnetCommand.RunProgram(
            toolchain.Compiler,
            [
                "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror",
                .. toolchain.CompileOptions,
                Path.Combine(Sources, $"{name}.c"),
                "-o", program,
                .. options,
            ]);
        return program;
    }
}
