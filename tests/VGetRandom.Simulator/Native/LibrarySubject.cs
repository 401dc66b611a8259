using VGetRandom.Simulator.World;

namespace VGetRandom.Native;

/// <summary>The C library's interface as a whole: getrandom(2) with a state for each thread.
/// </summary>
/// <param name="hasFunction">Whether the kernel has the function.</param>
// SAFETY: the machine checks every address.
internal sealed unsafe class LibrarySubject(bool hasFunction) : ISubject
{
    public string Name => hasFunction ? "library" : "library without the function";

    public object Gate => Source.Gate;

    public bool AllowsSignals => true;

    public bool IsThreaded => true;

    public int PageBytes => 1024;

    public bool HasOneKey(nuint length) =>
        length > (hasFunction ? Source.MostFromFunctionBytes : Source.MostFromSystemCallBytes);

    public void Start()
    {
        Statics.Reset(typeof(Source));
        Statics.Reset(typeof(ThreadStates));
        Source.Function = hasFunction ? 1 : 0;
        Exports.Start();
    }

    public void EndThread() => RawLibc.EndThread();

    public nint Request(byte* buffer, nuint length) => Exports.GetRandom(buffer, length, 0);
}
