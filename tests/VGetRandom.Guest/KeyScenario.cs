using System.Security.Cryptography;
using VGetRandom.Probe;

namespace VGetRandom.Guest;

/// <summary>What .NET makes with and without OpenSSL, in a machine that is cloned.</summary>
/// <remarks>It prints, waits and draws in the order of openssl-draws.c.</remarks>
internal static class KeyScenario
{
    private const int WarmUps = 20;

    private static readonly (string Name, int Count, Func<string> Make)[] s_kinds =
    [
        ("RandomNumberGenerator.Fill", 64, () => ToText(RandomNumberGenerator.Fill)),
        ("RandomNumberGenerator.GetInt32", 64, TwoNumbers),
        ("ECDsa.Create", 16, EllipticKey),
        ("Guid.NewGuid", 64, () => Guid.NewGuid().ToString("N")),
        ("KernelRandom.Fill", 64, () => ToText(KernelRandom.Fill)),
        ("RSA.Create", 1, RsaKey),
    ];

    private delegate void FillAction(Span<byte> bytes);

    public static int Run()
    {
        for (int i = 0; i < WarmUps; i++)
        {
            // Leave out the last, which takes seconds under emulation.
            foreach ((_, _, Func<string> make) in s_kinds[..^1])
            {
                _ = make();
            }

            Thread.Sleep(1);
        }

        Console.WriteLine("warm");
        if (Console.ReadLine() is null)
        {
            return 1;
        }

        foreach ((string name, int count, Func<string> make) in s_kinds)
        {
            Report.Line(name, string.Join(' ', Enumerable.Range(0, count).Select(_ => make())));
        }

        return 0;
    }

    private static string ToText(FillAction fill)
    {
        Span<byte> bytes = stackalloc byte[16];
        fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    // A single number has 31 bits. Two of that many would be equal by chance once in 260,000 runs.
    private static string TwoNumbers()
    {
        int one = RandomNumberGenerator.GetInt32(int.MaxValue);
        return $"{one:x8}{RandomNumberGenerator.GetInt32(int.MaxValue):x8}";
    }

    private static string EllipticKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return HashOf(key.ExportParameters(includePrivateParameters: true).D);
    }

    private static string RsaKey()
    {
        using var key = RSA.Create(2048);
        return HashOf(key.ExportParameters(includePrivateParameters: true).D);
    }

    private static string HashOf(byte[]? secret) =>
        Convert.ToHexStringLower(SHA256.HashData(secret!)[..16]);
}
