using System.Runtime;
using System.Runtime.CompilerServices;

namespace VGetRandom.Native.Raw;

/// <summary>What the compiler's own code would ask of a .NET runtime, which is not there.</summary>
/// <remarks>
/// The library is linked without a runtime, so that nothing can start one: it would add a thread,
/// reserve gigabytes, and survive neither a fork nor a signal handler. No exported function comes
/// here. If a mistake leads here, the process ends rather than go on with bytes that nobody vouches
/// for. Code that needs anything else of a runtime does not even link.
/// </remarks>
internal static class AbsentRuntime
{
    [RuntimeExport("RhpThrowEx")]
    public static void Throw() => Abort();

    [RuntimeExport("RhpNewFast")]
    public static void Allocate() => Abort();

    [RuntimeExport("RhpAssignRef")]
    public static void Assign() => Abort();

    // The compiler uses this name where it passes the arguments in registers of its own choice.
    [RuntimeExport("RhpAssignRefArm64")]
    public static void AssignOnArm64() => Abort();

    [RuntimeExport("RhpReversePInvoke")]
    public static void Enter() => Abort();

    [RuntimeExport("RhpReversePInvokeReturn")]
    public static void Leave() => Abort();

    // Copies of more than a few pages leave the runtime while they run.
    [RuntimeExport("RhpPInvoke")]
    public static void LeaveForCall() => Abort();

    [RuntimeExport("RhpPInvokeReturn")]
    public static void ReturnFromCall() => Abort();

    [RuntimeImport("*", "abort")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void Abort();
}
