using VGetRandom.Simulator.World;

namespace VGetRandom.Native;

/// <summary>The two functions for states of the caller's own: an array of states, now and then
/// unmapped.</summary>
/// <param name="function">The kernel's function.</param>
// SAFETY: the machine checks every address.
internal sealed unsafe class StateSubject(nint function) : ISubject
{
    private const int RequestsPerArray = 3;

    private nint _states;
    private nuint _bytes;
    private int _served;

    public string Name => "vgetrandom";

    public object Gate => NativeVdso.Gate;

    public bool AllowsSignals => true;

    public bool HasFunction => true;

    public bool Allocates => true;

    public bool SeesForks => true;

    public int PageBytes => 1024;

    public bool IsVouchedFor => true;

    public bool HasOneKey(nuint length) => length > Crossover.FromBatchBytes;

    public void Start()
    {
        Machine.Current.Statics.Reset(typeof(NativeVdso));
        Machine.Current.Statics.Reset(typeof(LeasedStates));
        Machine.Current.Statics.Reset(typeof(NativeForks));
        NativeVdso.Function = function;
        Exports.Start();
        _states = 0;
        _served = 0;
    }

    public nint Request(byte* buffer, nuint length)
    {
        if (Machine.Current.Running.Depth == 1)
        {
            Renew();
        }

        // The last state of its page, behind an unused one.
        return _states > 0
            ? Exports.Request(buffer, length, 0, _states + NativeVdso.Stride)
            : Requests.AskKernel(buffer, length, 0);
    }

    private void Renew()
    {
        if (_states > 0 && _served++ % RequestsPerArray == 0)
        {
            nint unmapped = _states;
            _states = 0;
            _ = Machine.Current.Unmap(unmapped, _bytes);
        }

        if (_states <= 0)
        {
            uint count = 1, stride = 0;
            _states = Exports.Allocate(&count, &stride, 0, 0);
            _bytes = (nuint)count * stride;
        }
    }
}
