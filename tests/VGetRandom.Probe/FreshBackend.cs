using VGetRandom.Backends;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.Managed;
using VGetRandom.Managed.Search;
using VGetRandom.Selection;
using VGetRandom.States;
using VGetRandom.Vdso;

namespace VGetRandom.Probe;

/// <summary>A backend for one scenario or test, beside the one that serves the process.</summary>
internal static class FreshBackend
{
    private static VdsoLocation Location
    {
        get
        {
            Attempt<VdsoLocation> attempt = VdsoLocator.Locate();
            return attempt.Value ?? throw new NotSupportedException(attempt.Problem);
        }
    }

    /// <param name="isDroppable">Whether its states lie in the memory that the kernel asks for, or
    /// in ordinary memory.</param>
    /// <param name="chunkBytes">How much memory its pool asks for at a time; 0 for a page.</param>
    public static VdsoBackend<LinuxKernel, VdsoFunction> New(
        bool isDroppable = true, int chunkBytes = 0)
    {
        VdsoParameters parameters = isDroppable
            ? Location.Parameters
            : Location.Parameters with { Flags = Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS };
        return New(new StatePool<LinuxKernel>(
            default,
            StateMemory.For(parameters, GeneratorMemory.Bytes),
            Math.Max(chunkBytes, Environment.SystemPageSize)));
    }

    /// <param name="pool">The pool of its states.</param>
    /// <param name="isWitness">Whether the function may vouch for batches.</param>
    public static VdsoBackend<LinuxKernel, VdsoFunction> New(
        StatePool<LinuxKernel> pool, bool isWitness = true) =>
        new(
            Location.Function,
            pool,
            new SyscallBackend<LinuxKernel>(
                default, null, "", ProcessBackend.Forks, ExpansionReadiness.OfThisProcess),
            "",
            isWitness);

    /// <summary>Makes a managed backend. Use each on threads of its own, because a thread has only
    /// one memory for it.</summary>
    /// <param name="pool">The pool of its states.</param>
    // SAFETY: the counter's address is only passed on.
    public static unsafe ManagedBackend<LinuxKernel, VdsoFunction, ProcessRngInfo> NewManaged(
        StatePool<LinuxKernel> pool)
    {
        Attempt<RngInfo> info = ProcessRngInfo.Find();
        RngInfoPlace place =
            info.Value?.Place ?? throw new NotSupportedException(info.Problem);
        return new(
            new(default, default, ProcessBackend.Forks.Counter),
            new(
                Location.Function,
                default,
                place.StateGenerationOffset,
                Location.Parameters.StateSize),
            New(pool, isWitness: false),
            "");
    }

    /// <inheritdoc cref="NewManaged(StatePool{LinuxKernel})"/>
    /// <param name="chunkBytes">How much memory its pool asks for at a time; 0 for a page.</param>
    public static ManagedBackend<LinuxKernel, VdsoFunction, ProcessRngInfo> NewManaged(
        int chunkBytes = 0) =>
        NewManaged(new StatePool<LinuxKernel>(
            default,
            StateMemory.For(Location.Parameters, GeneratorMemory.Bytes),
            Math.Max(chunkBytes, Environment.SystemPageSize)));
}
