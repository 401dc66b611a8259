using VGetRandom.Kernel;

namespace VGetRandom.Probe;

/// <summary>What a scenario or a test makes the running kernel do.</summary>
internal sealed class Disturbance
{
    /// <summary>Whether it knows no droppable memory, like kernels before 6.11.</summary>
    public bool IsDroppableRefused { get; init; }

    /// <summary>Runs after each getrandom(2), with the length that was asked for.</summary>
    public Action<nuint>? AfterRequest { get; set; }
}

/// <summary>The running kernel, with disturbances.</summary>
// SAFETY: the pointers are passed on as they come.
internal readonly unsafe struct DisturbedKernel(Disturbance disturbance) : IKernel
{
    public nint GetRandom(byte* buffer, nuint length, uint flags)
    {
        nint result = default(LinuxKernel).GetRandom(buffer, length, flags);
        disturbance.AfterRequest?.Invoke(length);
        return result;
    }

    public nint GetRandomQuick(byte* buffer, nuint length, uint flags)
    {
        nint result = default(LinuxKernel).GetRandomQuick(buffer, length, flags);
        disturbance.AfterRequest?.Invoke(length);
        return result;
    }

    public nint Map(nuint length, int protection, int flags) =>
        disturbance.IsDroppableRefused && (flags & Libc.MAP_TYPE) == Libc.MAP_DROPPABLE
            ? -Errno.EINVAL
            : default(LinuxKernel).Map(length, protection, flags);

    public int Advise(nint address, nuint length, int advice) =>
        default(LinuxKernel).Advise(address, length, advice);

    public int CheckReadable(nint page) => default(LinuxKernel).CheckReadable(page);

    public int Unmap(nint address, nuint length) => default(LinuxKernel).Unmap(address, length);

    public nint MapClock(nuint length) => default(LinuxKernel).MapClock(length);

    public long ReadMs() => default(LinuxKernel).ReadMs();

    public void Sleep() => default(LinuxKernel).Sleep();
}
