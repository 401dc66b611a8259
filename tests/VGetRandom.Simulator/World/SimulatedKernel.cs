using VGetRandom.Kernel;

namespace VGetRandom.Simulator.World;

/// <summary>The machine's kernel.</summary>
// SAFETY: the machine checks every address.
internal readonly unsafe struct SimulatedKernel : IKernel
{
    public nint GetRandom(byte* buffer, nuint length, uint flags) =>
        Machine.Current.Answer(buffer, length);

    public nint GetRandomQuick(byte* buffer, nuint length, uint flags) =>
        GetRandom(buffer, length, flags);

    // A state's memory is the machine's, from the start.
    public nint Map(nuint length, int protection, int flags) => -Errno.ENOMEM;

    public int Advise(nint address, nuint length, int advice) => -Errno.ENOSYS;

    public int FindResidency(nint address, nuint length, byte* residency) => -Errno.ENOSYS;

    public int Unmap(nint address, nuint length) => -Errno.ENOSYS;
}
