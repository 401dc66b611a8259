using System.Diagnostics;
using System.Net.Sockets;

namespace VGetRandom.Machines;

/// <summary>Programs that draw from OpenSSL in two clones, with and without the provider.</summary>
internal static class OpenSslPlan
{
    private const string Image = "x64-openssl.cpio";
    private const int Megabytes = 512;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    // What a program makes, and whether OpenSSL's own generator is known to repeat it. If it does
    // not repeat that, the comparison has shown nothing. Null: OpenSSL decides when to reseed.
    private static readonly (string Program, string What, bool? IsOfOpenSsl)[] s_kinds =
    [
        ("c", "RAND_bytes", true),
        ("c", "RAND_priv_bytes", true),
        ("net", "RandomNumberGenerator.Fill", true),
        ("net", "RandomNumberGenerator.GetInt32", true),
        ("net", "ECDsa.Create", true),
        ("net", "RSA.Create", true),
        ("c", "getrandom", false),
        ("net", "Guid.NewGuid", false),
        ("net", "KernelRandom.Fill", false),
        ("threads", "RAND_bytes, each in a new thread", null),
        ("poll", "RAND_bytes after RAND_poll", null),
        ("poll", "RAND_priv_bytes after RAND_poll", null),
        ("poll", "RAND_bytes of another thread after RAND_poll", null),
        ("c", "RAND_bytes, 65,536 requests later", null),
        ("c", "RAND_bytes, 7 minutes later", null),
        ("c", "RAND_bytes, 1 hour later", null),
    ];

    public static bool IsPossible(string folder, Kernel kernel) =>
        kernel.LearnsOfForks && File.Exists(Path.Combine(folder, Image));

    public static Row Run(string folder, Kernel kernel, Totals totals)
    {
        var watch = Stopwatch.StartNew();
        var checks = new Checks();
        var snapshot = new Snapshot(
            folder, $"openssl-{kernel.Name}", kernel, Image, Megabytes, "-- /init,openssl-clones");
        bool isSaved = Save(snapshot);
        checks.That(isSaved, "the machine never came so far that it could be saved");
        string version = "";
        if (isSaved
            && GoOn(snapshot, "one", checks) is { } one
            && GoOn(snapshot, "other", checks) is { } other)
        {
            version = one["c without version"];
            Compare(checks, one, other, totals);
            foreach (string generator in new[] { "public", "private", "primary" })
            {
                totals.OpenSslLimits.TryAdd(
                    $"{version}, {generator} generator", one[$"c without {generator}-limits"]);
            }
        }

        snapshot.Delete();
        return new(
            kernel,
            "Haswell",
            "openssl",
            string.Join(' ', version.Split(' ').Take(2)),
            checks,
            watch.Elapsed.TotalSeconds);
    }

    private static bool Save(Snapshot snapshot)
    {
        for (int attempt = 0; attempt < 2; attempt++)
        {
            using VirtualMachine machine = snapshot.StartOriginal();
            machine.WaitWhile(
                found => !found.Text.Contains("\nready=", StringComparison.Ordinal), s_patience);
            if (machine.Transcript.Text.Contains("\nready=", StringComparison.Ordinal))
            {
                snapshot.Save();
                return true;
            }
        }

        return false;
    }

    /// <summary>Resumes a clone until it ends.</summary>
    /// <returns>All that it printed, or null if it never ended.</returns>
    private static Transcript.Step? GoOn(Snapshot snapshot, string name, Checks checks)
    {
        try
        {
            using VirtualMachine machine = snapshot.StartClone(name, Guid.NewGuid());
            snapshot.GoOn(name);
            machine.WaitWhile(_ => true, s_patience);
            Transcript transcript = machine.Transcript;
            checks.That(transcript.IsComplete, $"clone {name} came to no end");

            // The step began in the machine that was saved, so it has no name in a clone.
            return transcript.IsComplete ? transcript.Of("") : null;
        }
        catch (Exception e) when (e is IOException or TimeoutException or SocketException)
        {
            checks.That(false, $"clone {name}: {e.Message}");
            return null;
        }
    }

    private static void Compare(
        Checks checks, Transcript.Step one, Transcript.Step other, Totals totals)
    {
        foreach (Transcript.Step clone in new[] { one, other })
        {
            checks.Equal("CTR-DRBG", clone["c without generator"], "generator without provider");
            checks.Equal("vgetrandom", clone["c with generator"], "generator with provider");
            foreach (string program in s_kinds.Select(kind => kind.Program).Distinct())
            {
                checks.Equal("0", clone[$"{program} without exit"], $"{program} without: exit");
                checks.Equal("0", clone[$"{program} with exit"], $"{program} with: exit");
            }
        }

        for (int i = 0; i < s_kinds.Length; i++)
        {
            (string program, string what, bool? isOfOpenSsl) = s_kinds[i];
            (int drawn, int without) =
                CountRepeats(checks, one, other, $"{program} without {what}");
            (int drawnWith, int with) =
                CountRepeats(checks, one, other, $"{program} with {what}");
            checks.Equal("0", $"{with}", $"repeated with the provider: {what}");
            if (isOfOpenSsl == true)
            {
                checks.AtLeast(1, without, $"repeated without the provider: {what}");
            }
            else if (isOfOpenSsl == false)
            {
                checks.Equal("0", $"{without}", $"repeated beside OpenSSL: {what}");
            }

            totals.AddOpenSsl(
                2 * (drawn + drawnWith), new Repeats(i, what, drawn, without, with));
        }
    }

    private static (int Drawn, int Repeated) CountRepeats(
        Checks checks, Transcript.Step one, Transcript.Step other, string name)
    {
        string[] here = one.Values(name);
        string[] there = other.Values(name);
        checks.AtLeast(1, here.Length, $"outputs of {name}");
        checks.Equal($"{here.Length}", $"{there.Length}", $"outputs of {name} in the other clone");
        return (here.Length, Repeats.Count(here, there));
    }
}
