using System.Runtime.InteropServices;
using VGetRandom.Backends;
using VGetRandom.Kernel;
using VGetRandom.Managed.Search;
using VGetRandom.Vdso;

namespace VGetRandom.Probe;

/// <summary>Has a seccomp filter refuse a system call, before or after the first use.</summary>
// SAFETY: the buffer has the stated length.
internal static unsafe class SandboxScenario
{
    public static int Run(int errno, bool drawBefore)
    {
        if (drawBefore)
        {
            Report.Draws();
        }

        Report.Line(
            "sandboxed",
            SeccompFilter.TryRefuse(
                (uint)GetRandomAbi.SystemCallNumber,
                (uint)errno,
                Native.SECCOMP_FILTER_FLAG_TSYNC));
        if (!drawBefore)
        {
            Report.Backend();
        }

        Report.Draws();
        Report.Backend();
        return 0;
    }

    /// <param name="name">mmap or mprotect.</param>
    /// <param name="errno">The errno that it fails with.</param>
    /// <remarks>
    /// Only one thread is refused the call, because the runtime's others map memory when they must.
    /// For the same reason this thread does everything once before, and reports afterwards.
    /// </remarks>
    public static int RunWithoutMemoryCalls(string name, int errno)
    {
        bool isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;
        uint number = name == "mmap" ? isX64 ? 9u : 222 : isX64 ? 10u : 226;
        ExpansionReadiness.OfThisProcess.Execute();
        Draw(FreshBackend.New());
        VdsoLocation location = VdsoLocator.Locate().Value!;
        _ = RngInfoLocator.Locate(default(LinuxKernel), location);

        VdsoBackend<LinuxKernel, VdsoFunction> backend = FreshBackend.New();
        Attempt<RngInfo> found = default;
        bool isSandboxed = false;
        bool isServed = false;
        var thread = new Thread(() =>
        {
            isSandboxed = SeccompFilter.TryRefuse(number, (uint)errno, 0);
            isServed = Draw(backend);

            // Not without mprotect, which the runtime needs to compile the fallback.
            found = name == "mmap"
                ? RngInfoLocator.Locate(default(LinuxKernel), location)
                : default;
        });
        thread.Start();
        thread.Join();
        Report.Line("sandboxed", isSandboxed);
        Report.Line("served", isServed);
        Report.Line("fallback", backend.Info.Fallback);
        Report.Line("rng-info", found.Problem);
        return 0;
    }

    /// <summary>Draws a number and a large buffer, which the library serves in different
    /// ways.</summary>
    private static bool Draw(VdsoBackend<LinuxKernel, VdsoFunction> backend)
    {
        const int Words = 128;
        ulong* words = stackalloc ulong[Words];
        backend.Fill((byte*)words, sizeof(ulong));
        backend.Fill((byte*)(words + 1), (Words - 1) * sizeof(ulong));
        for (int i = 0; i < Words; i++)
        {
            if (words[i] == 0)
            {
                return false;
            }
        }

        return true;
    }
}
