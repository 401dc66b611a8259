using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using NSec.Cryptography;
using VGetRandom.Benchmarks.Peers;
using BouncyGenerator = Org.BouncyCastle.Security.SecureRandom;

namespace VGetRandom.Benchmarks.StartUp;

/// <summary>A C# program that draws 32 bytes, prints one of them, and ends.</summary>
internal static class FirstByteProcess
{
    public const string Name = "first-byte";
    private const int KeyBytes = 32;

    /// <summary>The sources it can draw from. Each is a method of its own, so that it loads nothing
    /// for the others.</summary>
    private static readonly Dictionary<string, (Action<byte[]> Draw, string? Library)> s_all = new()
    {
        ["nothing drawn"] = (static _ => { }, null),
        ["KernelRandom.Fill"] = (FromKernel, null),
        ["RandomNumberGenerator.Fill"] = (FromPlatform, null),
        ["Guid.NewGuid"] = (FromGuid, null),
        ["Random.Shared, not secure"] = (FromShared, null),
        ["libsodium randombytes_buf"] = (FromSodium, "libsodium"),
        ["NSec Key.Create"] = (FromNSec, "libsodium"),
        ["BouncyCastle SecureRandom"] = (FromBouncyCastle, null),
        ["OpenSSL RAND_bytes"] = (FromOpenSsl, "OpenSSL"),
    };

    public static IEnumerable<string> Sources => s_all.Keys;

    /// <summary>Why this machine cannot draw from that source, or null.</summary>
    public static string? RefusalOf(string source) => s_all[source].Library switch
    {
        "libsodium" => Sodium.Refusal,
        "OpenSSL" => OpenSslRandom.Refusal,
        _ => null,
    };

    public static void Run(string source)
    {
        byte[] bytes = new byte[KeyBytes];
        s_all[source].Draw(bytes);

        // Without Console, whose own start would be a good part of the measured time.
        using var handle = new SafeFileHandle(1, ownsHandle: false);
        using var output = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        output.Write(bytes, 0, 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FromKernel(byte[] bytes) => KernelRandom.Fill(bytes);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FromPlatform(byte[] bytes) => RandomNumberGenerator.Fill(bytes);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FromGuid(byte[] bytes) => Guid.NewGuid().TryWriteBytes(bytes);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FromShared(byte[] bytes) => Random.Shared.NextBytes(bytes);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FromSodium(byte[] bytes)
    {
        Sodium.Start();
        Sodium.Fill(bytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FromNSec(byte[] bytes) =>
        Key.Create(AeadAlgorithm.ChaCha20Poly1305).Dispose();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FromBouncyCastle(byte[] bytes) => new BouncyGenerator().NextBytes(bytes);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FromOpenSsl(byte[] bytes) => OpenSslRandom.Fill(bytes);
}
