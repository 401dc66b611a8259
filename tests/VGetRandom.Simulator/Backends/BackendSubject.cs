using System.Security.Cryptography;
using VGetRandom.GetRandom;
using VGetRandom.Simulator.Subjects;
using VGetRandom.Simulator.World;
using VGetRandom.States;

namespace VGetRandom.Backends;

/// <summary>A backend as a whole, with its pools, for threads that come and go.</summary>
/// <remarks>
/// Managed code runs in no signal handler, and so does not fork in the middle of a request either.
/// </remarks>
/// <param name="kind">Which of them.</param>
// SAFETY: the machine checks every address.
internal sealed unsafe class BackendSubject<TLayout>(BackendKind kind) : ISubject
    where TLayout : struct, IStateLayout
{
    private const int ReadAndWrite = 3;
    private const int AnonymousDroppable = 0x28;

    private IRandomBackend _backend = null!;

    public string Name => $"{kind} backend".ToLowerInvariant();

    public bool ForksInRequests => false;

    public bool IsThreaded => true;

    // What the last of the backends expands, if those before it do not.
    public bool HasOneKey(nuint length) => length > 64;

    public void Start()
    {
        int pageBytes = Machine.Current.Memory.PageBytes;
        var syscall = new SyscallBackend<SimulatedKernel>(
            default, null, "", new(default, StateMemory.ForKeysAlone, pageBytes));
        var vdso = new VdsoBackend<SimulatedKernel, WaitlessFunction>(
            default, Pool(TLayout.StateBytes), syscall, "");
        _backend = kind switch
        {
            BackendKind.Managed =>
                new ManagedBackend<SimulatedKernel, WaitlessFunction, SimulatedRngInfo>(
                    new(default, default, pageBytes),
                    new(default, default, TLayout.GenerationOffset, TLayout.StateBytes),
                    Pool(WideLayout.StateBytes),
                    vdso,
                    ""),
            BackendKind.Vdso => vdso,
            _ => syscall,
        };
    }

    public void StartThread()
    {
        ThreadStates.Opaque = ThreadStates.OpaquePool = 0;
        ThreadStates.Keys = ThreadStates.KeysPool = 0;
        ThreadStates.Wide = 0;
        ThreadStates.WideIsFilled = false;
    }

    public nint Request(byte* buffer, nuint length)
    {
        try
        {
            _backend.Fill(buffer, length);
            return (nint)length;
        }
        catch (CryptographicException)
        {
            return -Kernel.Errno.EIO;
        }
    }

    private static StatePool<SimulatedKernel> Pool(int stateBytes) => new(
        default,
        new Vdso.VdsoParameters(stateBytes, ReadAndWrite, AnonymousDroppable),
        Machine.Current.Memory.PageBytes);

    /// <summary>The kernel's function, called while the garbage collector waits.</summary>
    private readonly struct WaitlessFunction : Vdso.IVdsoFunction
    {
        public nint Invoke(
            byte* buffer, nuint length, uint flags, void* state, nuint stateSize) =>
            Machine.Current.IsReady
                ? default(KernelFunction<TLayout>).Invoke(
                    buffer, length, flags, state, stateSize)
                : throw new Violation("I6", "the function waits for the generator");
    }
}
