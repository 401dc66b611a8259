using VGetRandom.Kernel;
using VGetRandom.Simulator.World;

namespace VGetRandom.Native;

/// <summary>The machine's kernel, as the C interface asks it.</summary>
// SAFETY: the machine checks every address.
internal readonly unsafe struct NativeKernel : IKernel
{
    public nint GetRandom(byte* buffer, nuint length, uint flags) =>
        Machine.Current.Answer(buffer, length, flags);

    public nint GetRandomQuick(byte* buffer, nuint length, uint flags) =>
        GetRandom(buffer, length, flags);

    // Source maps the states itself, so only tables are mapped here.
    public nint Map(nuint length, int protection, int flags) => Machine.Current.MapTable(length);

    public int Advise(nint address, nuint length, int advice) => -Errno.ENOSYS;

    public int CheckReadable(nint page) =>
        page == (nint)Machine.Current.Clock ? 0 : -Errno.ENOSYS;

    public int Unmap(nint address, nuint length) => Machine.Current.Unmap(address, length);

    public nint MapClock(nuint length) => (nint)Machine.Current.Clock;

    public long ReadMs() => Machine.Current.NowMs;

    public void Sleep() => Machine.Current.Sleep();
}
