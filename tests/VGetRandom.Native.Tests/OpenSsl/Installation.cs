using System.Diagnostics;
using System.Runtime.InteropServices;
using VGetRandom.Tests;

namespace VGetRandom.Native.Tests.OpenSsl;

/// <summary>An OpenSSL that programs can run with.</summary>
internal sealed class Installation
{
    /// <summary>Selects OpenSSL's own generator, whatever the machine's configuration
    /// says.</summary>
    public const string NoConfiguration = "";

    public const string Configuration = "vgetrandom.cnf";

    /// <summary>A configuration that only OpenSSL 3.5 and later understand.</summary>
    public const string NewerConfiguration = "vgetrandom-3.5.cnf";

    private static readonly Lazy<Installation> s_newer = new(Unpack);
    private readonly string[] _loader;
    private readonly string? _refusal;

    private Installation(string? refusal, params string[] loader)
    {
        _refusal = refusal;
        _loader = loader;
    }

    /// <summary>The machine's own OpenSSL.</summary>
    public static Installation Own { get; } = new(null);

    /// <summary>Debian 13's OpenSSL (3.5 or later), with every library below it.</summary>
    public static Installation Newer => s_newer.Value;

    /// <summary>Prepares to run a program with this OpenSSL, with the provider or
    /// without.</summary>
    /// <param name="configuration">One of the configurations above.</param>
    /// <param name="command">The program and its arguments.</param>
    public ProcessStartInfo Start(string configuration, params string[] command)
    {
        Assert.SkipWhen(_refusal is not null, $"Debian 13's OpenSSL is not to be had: {_refusal}");
        string[] whole = [.. _loader, .. command];
        ProcessStartInfo start = DotnetCommand.Start(whole[0], whole[1..]);
        start.Environment["OPENSSL_CONF"] = configuration.Length == 0
            ? "/dev/null"
            : Path.Combine(PublishedLibrary.Folder, configuration);
        start.Environment["OPENSSL_MODULES"] = PublishedLibrary.OpenSslModules;
        return start;
    }

    private static Installation Unpack()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return new("the packages are those of x86-64");
        }

        string folder = Path.Combine(Checkout.Root, "artifacts/debian13");
        using Process process =
            Process.Start(DotnetCommand.Start(
                Path.Combine(Checkout.Root, "tests/debian13/unpack"), [folder]))!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        _ = output.GetAwaiter().GetResult();
        process.WaitForExit();
        return process.ExitCode != 0
            ? new(errors.Trim())
            : new(
                null,
                Path.Combine(folder, "usr/lib64/ld-linux-x86-64.so.2"),
                "--library-path",
                Path.Combine(folder, "usr/lib/x86_64-linux-gnu"));
    }
}
