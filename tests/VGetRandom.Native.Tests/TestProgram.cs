using System.Collections.Concurrent;
using System.Diagnostics;
using VGetRandom.Tests;

namespace VGetRandom.Native.Tests;

/// <summary>A C program of the programs folder, compiled against the published library.</summary>
internal static class TestProgram
{
    private const string Compiler = "cc";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly ConcurrentDictionary<string, Lazy<string>> s_compiled = new();

    private static string Sources =>
        Path.Combine(Checkout.Root, "tests/VGetRandom.Native.Tests/programs");

    /// <summary>A library that hides the vDSO from what is loaded after it.</summary>
    public static string NoVdso => Compiled("no-vdso", "-shared", "-fPIC", "-ldl");

    /// <summary>A library that makes of the kernel an emulator which follows no advice.</summary>
    public static string NoAdvice => Compiled("no-advice", "-shared", "-fPIC", "-ldl");

    /// <summary>Compiles a program that is linked with the library, once.</summary>
    /// <param name="name">The name of its source.</param>
    /// <param name="options">More for the compiler.</param>
    public static string Linked(string name, params string[] options) => Compiled(
        name,
        [
            .. options,
            $"-L{PublishedLibrary.Folder}",
            "-lvgetrandom",
            $"-Wl,-rpath,{PublishedLibrary.Folder}",
            "-lpthread",
            "-ldl",
        ]);

    /// <summary>Compiles a program that knows nothing of the library, once.</summary>
    public static string Unmodified(string name) => Compiled(name, "-lpthread", "-ldl");

    /// <summary>Runs a scenario of a program, and fails where it fails.</summary>
    /// <returns>What it printed.</returns>
    public static string Run(
        string program, string scenario, string preload = "", string tunables = "")
    {
        ProcessStartInfo start = DotnetCommand.Start(program, [scenario]);
        start.Environment["LD_PRELOAD"] = preload;
        start.Environment["GLIBC_TUNABLES"] = tunables;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {scenario} hangs");
        }

        Assert.True(
            process.ExitCode == 0,
            $"{program} {scenario}: exit code {process.ExitCode} {output.Result}{error.Result}");
        Assert.Equal("", error.Result);
        return output.Result;
    }

    private static string Compiled(string name, params string[] options) =>
        s_compiled.GetOrAdd(name, _ => new(() => Compile(name, options))).Value;

    private static string Compile(string name, string[] options)
    {
        string program = Path.Combine(PublishedLibrary.Programs, name);
        DotnetCommand.RunProgram(
            Compiler,
            [
                "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror",
                $"-I{PublishedLibrary.Folder}",
                Path.Combine(Sources, $"{name}.c"),
                "-o", program,
                .. options,
            ]);
        return program;
    }
}
