using VGetRandom.Backends;
using VGetRandom.Kernel;
using VGetRandom.States;
using VGetRandom.Vdso;

namespace VGetRandom.Tests;

/// <summary>The kernel's own function on this machine, or a skipped test with the reason.</summary>
internal static class Live
{
    public static VdsoLocation Location()
    {
        Attempt<VdsoLocation> attempt = VdsoLocator.Locate();
        Assert.SkipUnless(attempt.Succeeded, attempt.Problem);
        return attempt.Value;
    }

    public static StatePool<LinuxKernel> NewPool() =>
        new(default, Location().Parameters, Environment.SystemPageSize);

    /// <summary>A backend of the test's own, beside the one that serves the process.</summary>
    public static VdsoBackend<LinuxKernel, VdsoFunction> NewBackend(
        StatePool<LinuxKernel> pool) =>
        new(
            default,
            Location().Function,
            pool,
            new SyscallBackend<LinuxKernel>(default, null, ""),
            "");
}
