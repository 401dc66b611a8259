using VGetRandom.Backends;
using VGetRandom.Kernel;
using VGetRandom.States;
using VGetRandom.Vdso;

namespace VGetRandom.Probe;

/// <summary>A backend of a scenario's own, beside the one that serves the process.</summary>
internal static class FreshBackend
{
    /// <param name="isDroppable">
    /// Whether its states lie in the memory the kernel asks for; otherwise in ordinary memory.
    /// </param>
    /// <param name="chunkBytes">How much memory its pool asks for at a time; 0 for a page.</param>
    public static VdsoBackend<LinuxKernel, VdsoFunction> New(
        bool isDroppable = true, int chunkBytes = 0)
    {
        Attempt<VdsoLocation> attempt = VdsoLocator.Locate();
        VdsoLocation location =
            attempt.Value ?? throw new InvalidOperationException(attempt.Problem);
        VdsoParameters parameters = isDroppable
            ? location.Parameters
            : location.Parameters with { Flags = Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS };
        return new(
            location.Function,
            new StatePool<LinuxKernel>(
                default, parameters, Math.Max(chunkBytes, Environment.SystemPageSize)),
            new SyscallBackend<LinuxKernel>(default, null, ""),
            "");
    }
}
