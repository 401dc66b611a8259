using VGetRandom.Kernel;

namespace VGetRandom.Tests.Backends;

/// <summary>A device that does what a test says, and records what it is asked.</summary>
// SAFETY: pointers come from the caller, who vouches for length bytes.
internal sealed unsafe class FakeRandomDevice : IRandomDevice
{
    public List<string> Calls { get; } = [];

    public Func<bool, int> OnCheckReadiness { get; set; } = _ => 0;

    public Func<nuint, nint> OnRead { get; set; } = length => (nint)length;

    public Func<Problem?> OnProbe { get; set; } = () => null;

    public Problem? Probe() => OnProbe();

    public int CheckReadiness(bool wait)
    {
        Calls.Add(wait ? "wait" : "check");
        return OnCheckReadiness(wait);
    }

    public nint Read(byte* buffer, nuint length)
    {
        Calls.Add("read");
        nint result = OnRead(length);
        return KernelScript.Write(buffer, Math.Min(result, (nint)length), 0xDE) < result
            ? result
            : Math.Min(result, (nint)length);
    }
}
