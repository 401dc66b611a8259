using VGetRandom.Backends;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.Managed;
using VGetRandom.Managed.Search;
using VGetRandom.Probe;
using VGetRandom.States;
using VGetRandom.Vdso;

namespace VGetRandom.Tests;

/// <summary>The kernel's own function on this machine. Tests are skipped, with the reason, if it is
/// missing.</summary>
internal static class Live
{
    public static VdsoLocation Location()
    {
        Attempt<VdsoLocation> attempt = VdsoLocator.Locate();
        Assert.SkipUnless(attempt.Succeeded, attempt.Problem);
        return attempt.Value;
    }

    /// <summary>Returns the kernel's RNG info, or skips the test with the reason.</summary>
    public static RngInfo RngInfo()
    {
        _ = Location();
        Attempt<RngInfo> found = ProcessRngInfo.Find();
        Assert.SkipUnless(found.Succeeded, found.Problem);
        return found.Value;
    }

    /// <summary>Searches anew for the kernel's RNG info, which must be found.</summary>
    public static RngInfo LocateRngInfo()
    {
        Attempt<RngInfo> info = RngInfoLocator.Locate(default(LinuxKernel), Location());
        Assert.True(info.Succeeded, info.Problem);
        return info.Value;
    }

    public static VdsoMapping Mapping()
    {
        Attempt<VdsoMapping> mapping = VdsoMapping.OfThisProcess(Location().ImageAddress);
        Assert.True(mapping.Succeeded, mapping.Problem);
        return mapping.Value;
    }

    public static StatePool<LinuxKernel> NewPool() =>
        new(
            default,
            StateMemory.For(Location().Parameters, GeneratorMemory.Bytes),
            Environment.SystemPageSize);

    /// <summary>Makes a backend for this test, beside the one that serves the process.</summary>
    public static VdsoBackend<LinuxKernel, VdsoFunction> NewBackend(
        StatePool<LinuxKernel> pool) =>
        FreshBackend.New(pool);

    /// <summary>Makes a managed backend for this test. Use each on threads of its own.</summary>
    public static ManagedBackend<LinuxKernel, VdsoFunction, ProcessRngInfo> NewManagedBackend()
    {
        ExpansionReadiness.OfThisProcess.Execute();
        _ = RngInfo();
        return FreshBackend.NewManaged();
    }

    /// <summary>Makes the kernel reseed, or skips the test.</summary>
    public static unsafe void ReseedOrSkip()
    {
        // SAFETY: this request has no argument.
        const nuint RNDRESEEDCRNG = 0x5207;
        using var device = File.OpenHandle("/dev/urandom");
        int result = Libc.ioctl((int)device.DangerousGetHandle(), RNDRESEEDCRNG, null);
        Assert.SkipUnless(result == 0, "the reseed ioctl needs CAP_SYS_ADMIN");
    }
}
