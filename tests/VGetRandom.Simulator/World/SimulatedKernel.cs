using VGetRandom.Kernel;

namespace VGetRandom.Simulator.World;

/// <summary>The machine's kernel, as managed code asks it.</summary>
// SAFETY: the machine checks every address.
internal readonly unsafe struct SimulatedKernel : IKernel
{
    public nint GetRandom(byte* buffer, nuint length, uint flags) =>
        Machine.Current.Answer(buffer, length, flags);

    // While the garbage collector waits, this call must not wait.
    public nint GetRandomQuick(byte* buffer, nuint length, uint flags) =>
        Machine.Current.Answer(buffer, length, flags, mayWait: false);

    public nint Map(nuint length, int protection, int flags) => Machine.Current.Map(length);

    public int Advise(nint address, nuint length, int advice) =>
        Machine.Current.Advise(address, length, advice);

    public int CheckReadable(nint page) =>
        page == (nint)Machine.Current.Clock ? 0 : -Errno.ENOSYS;

    public int Unmap(nint address, nuint length) => Machine.Current.Unmap(address, length);

    public nint MapClock(nuint length) => (nint)Machine.Current.Clock;

    public long ReadMs() => Machine.Current.NowMs;

    public void Sleep() => Machine.Current.Sleep();
}
