using VGetRandom.Tests.Cli;
using VGetRandom.Tests.Needs;

namespace VGetRandom.Tests.Faults;

/// <summary>Searches the core dump of a process with a full state for the contents of the
/// state.</summary>
[NeedsKernelFunction]
public class CoreDumpTests
{
    private const int WindowBytes = 16;

    [Theory]
    [InlineData("vdso")]
    [InlineData("managed")]
    public void It_has_what_was_drawn_and_kept_and_nothing_of_the_state(string backend)
    {
        LiveBackend.SkipUnlessAvailable(backend);
        SkipUnlessDumped();
        using var folder = new TemporaryFolder();
        ProbeProcess probe = ProbeProcess.RunIn(folder.Path, ["core", backend]);
        Assert.SkipUnless(probe["limit"] != "0", "core dumps are forbidden here (RLIMIT_CORE)");
        Assert.NotEqual("0", probe["generation"]);

        string? file = Directory.GetFiles(folder.Path, "*core*").SingleOrDefault();
        Assert.SkipUnless(file is not null, "the kernel wrote no core dump");
        byte[] dump = File.ReadAllBytes(file);
        Assert.True(dump.AsSpan().StartsWith("\u007FELF"u8));

        // The search works: it finds what lies in ordinary memory.
        byte[] kept = File.ReadAllBytes(Path.Combine(folder.Path, "kept"));
        Assert.True(dump.AsSpan().IndexOf(kept) >= 0);

        byte[][] secrets = [.. WindowsOf(File.ReadAllBytes(Path.Combine(folder.Path, "secret")))];

        // At least the key, and the 96 bytes of a batch without the few that were drawn.
        Assert.InRange(secrets.Length, (32 + 48) / WindowBytes, int.MaxValue);
        Assert.All(secrets, secret => Assert.True(dump.AsSpan().IndexOf(secret) < 0));
    }

    private static void SkipUnlessDumped()
    {
        string pattern = File.ReadAllText("/proc/sys/kernel/core_pattern").Trim();
        Assert.SkipUnless(
            pattern.Length > 0 && pattern[0] is not ('|' or '/' or '@'),
            $"core dumps do not come into the working directory, but go to {pattern}");
    }

    /// <summary>Returns the parts of a page that can only be random.</summary>
    private static IEnumerable<byte[]> WindowsOf(byte[] page) => page
        .Chunk(WindowBytes)
        .Where(window => window.Distinct().Count() > WindowBytes / 2);
}
