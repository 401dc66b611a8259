using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Attributes;
using NSec.Cryptography;
using VGetRandom.Benchmarks.Peers;
using VGetRandom.ChaCha20;
using BouncyGenerator = Org.BouncyCastle.Security.SecureRandom;

namespace VGetRandom.Benchmarks.Reports;

/// <summary>The facts that a run's figures depend on.</summary>
internal static class MachineFacts
{
    /// <param name="isTrial">Whether the figures mean nothing.</param>
    /// <param name="utcNow">The time of the run.</param>
    public static IReadOnlyList<Fact> Read(bool isTrial, DateTime utcNow) =>
    [
        .. isTrial ? (Fact[])[new("NOTE", "a trial run: the figures mean nothing")] : [],
        new("Processor", Processor()),
        new("Processors in use", Environment.ProcessorCount.ToString(null as IFormatProvider)),
        new("ChaCha20 here", Registers()),
        new("AES in hardware", IsAesInHardware ? "yes" : "no"),
        new("Kernel", $"{Environment.OSVersion.Version} ({RuntimeInformation.OSDescription})"),
        new("SDK", ProgramOutput.Of("dotnet", "--version") ?? "unknown"),
        new("Runtime", RuntimeInformation.FrameworkDescription),
        new("OpenSSL", OpenSslRandom.Refusal ?? OpenSslRandom.Version),
        new("libsodium", Sodium.Refusal ?? Sodium.Version),
        new("NSec", VersionOf(typeof(Key))),
        new("BouncyCastle", VersionOf(typeof(BouncyGenerator))),
        new("BenchmarkDotNet", VersionOf(typeof(BenchmarkAttribute))),
        new("Commit", Commit()),
        new("Date", utcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
    ];

    private static bool IsAesInHardware =>
        Aes.IsSupported || System.Runtime.Intrinsics.Arm.Aes.IsSupported;

    private static string Processor()
    {
        const string File = "/proc/cpuinfo";
        string[] lines = System.IO.File.Exists(File) ? System.IO.File.ReadAllLines(File) : [];
        string model = lines
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(':')[1].Trim() ?? "unknown";
        bool isVirtual = lines.Any(line =>
            line.StartsWith("flags", StringComparison.Ordinal)
            && line.Contains(" hypervisor", StringComparison.Ordinal));
        return $"{model}, {RuntimeInformation.ProcessArchitecture}"
            + (isVirtual ? ", of a virtual machine" : "");
    }

    private static string Registers() => ChaCha20Blocks.WidthBits > 0
        ? $"in registers of {ChaCha20Blocks.WidthBits} bits"
        : "without vector registers";

    private static string Commit()
    {
        string? commit = ProgramOutput.Of("git", "rev-parse", "--short=12", "HEAD");
        string? changes = ProgramOutput.Of("git", "status", "--porcelain", "--untracked-files=no");
        return (commit, changes) switch
        {
            (null, _) => "unknown",
            (_, "") => commit,
            _ => $"{commit}, with local changes",
        };
    }

    private static string VersionOf(Type type) => type.Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];
}
