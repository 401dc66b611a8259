using VGetRandom.Kernel;

namespace VGetRandom.Simulator.World;

/// <summary>The machine's kernel.</summary>
// SAFETY: the machine checks every address.
internal readonly unsafe struct SimulatedKernel : IKernel
{
    public nint GetRandom(byte* buffer, nuint length, uint flags) =>
        Machine.Current.Answer(buffer, length, flags);

    // While the garbage collector waits nothing else may.
    public nint GetRandomQuick(byte* buffer, nuint length, uint flags) =>
        Machine.Current.Answer(buffer, length, flags, mayWait: false);

    public nint Map(nuint length, int protection, int flags) => Machine.Current.Map(length);

    public int Advise(nint address, nuint length, int advice) =>
        Machine.Current.Advise(address, length, advice);

    public int CheckReadable(nint page) => -Errno.ENOSYS;

    public int Unmap(nint address, nuint length) => Machine.Current.Unmap(address, length);
}
