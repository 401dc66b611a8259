using VGetRandom.Kernel;

namespace VGetRandom.Tests.Processes;

public class SandboxTests
{
    [Theory]
    [InlineData(Errno.EPERM, "forbidden")]
    [InlineData(Errno.ENOSYS, "missing")]
    public void Where_the_system_call_is_refused_the_device_serves(int errno, string reason)
    {
        ProbeProcess probe = Run("sandbox-before", errno);
        Assert.Equal("device", probe["backend"]);
        Assert.Contains($"getrandom(2) is {reason}", probe["reason"], StringComparison.Ordinal);
        Assert.Equal("True", probe["served"]);
    }

    [Theory]
    [InlineData(Errno.EPERM, "forbidden")]
    [InlineData(Errno.ENOSYS, "missing")]
    public void When_it_comes_to_be_refused_the_device_serves_and_the_reason_is_on_record(
        int errno, string reason)
    {
        ProbeProcess probe = Run("sandbox-after", errno);
        Assert.Equal(KernelRandom.Backend.Name, probe["backend"]);
        Assert.StartsWith(
            $"getrandom(2) is {reason}", probe["fallback"], StringComparison.Ordinal);
        Assert.Equal("True", probe["served"]);
    }

    [Theory]
    [InlineData("sandbox-before", "InvalidOperationException")]
    [InlineData("sandbox-after", "CryptographicException")]
    public void A_backend_that_is_demanded_does_not_fall_back(string scenario, string exception)
    {
        ProbeProcess probe = Run(scenario, Errno.EPERM, ("VGETRANDOM_BACKEND", "syscall"));
        Assert.Equal("False", probe["served"]);
        Assert.Equal(exception, probe["exception"]);
        Assert.Contains("getrandom(2) is forbidden", probe["message"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_platforms_generator_is_not_available_where_it_does_not_start()
    {
        ProbeProcess probe = Run(
            "sandbox-before", Errno.EPERM, ("VGETRANDOM_BACKEND", "platform"));
        Assert.Equal("none", probe["backend"]);
        Assert.Contains(
            "RandomNumberGenerator fails", probe["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mmap", Errno.EPERM, "EPERM")]
    [InlineData("mmap", Errno.ENOSYS, "ENOSYS")]
    [InlineData("mprotect", Errno.EPERM, "")]
    [InlineData("mprotect", Errno.ENOSYS, "")]
    public void Where_memory_calls_are_refused_requests_are_served(
        string call, int errno, string fallback)
    {
        Assert.SkipWhen(
            call == "mprotect" && Environment.Version.Major > 10,
            "without mprotect the runtime of .NET 11 ends the process by itself");
        _ = Live.RngInfo();
        ProbeProcess probe = ProbeProcess.Run(
            ["sandbox-memory", call, FormattableString.Invariant($"{errno}")],
            ("DOTNET_TieredCompilation", "0"),
            ("DOTNET_EnableWriteXorExecute", "0"));
        Assert.SkipUnless(probe["sandboxed"] == "True", "seccomp filters are not allowed here");
        Assert.Equal("True", probe["served"]);
        Assert.Contains(fallback, probe["fallback"], StringComparison.Ordinal);
        Assert.Equal(fallback.Length == 0, probe["fallback"].Length == 0);

        // The managed backend's proof needs memory of its own.
        Assert.Contains(fallback, probe["rng-info"], StringComparison.Ordinal);
    }

    private static ProbeProcess Run(
        string scenario, int errno, params (string, string)[] environment)
    {
        ProbeProcess probe =
            ProbeProcess.Run([scenario, FormattableString.Invariant($"{errno}")], environment);
        Assert.SkipUnless(probe["sandboxed"] == "True", "seccomp filters are not allowed here");
        return probe;
    }
}
