using System.Security.Cryptography;
using VGetRandom.Forks;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.Managed;
using VGetRandom.Reference;
using VGetRandom.Simulator.Subjects;
using VGetRandom.Simulator.World;
using VGetRandom.States;

namespace VGetRandom.Backends;

/// <summary>A whole backend with its pools, for threads that come and go.</summary>
/// <remarks>No managed code runs in a signal handler, so these never fork in the middle of a
/// request.</remarks>
/// <param name="kind">Which backend.</param>
/// <param name="isWitness">Whether the vdso backend uses the function as a witness.</param>
// SAFETY: the machine checks every address.
internal sealed unsafe class BackendSubject<TLayout>(BackendKind kind, bool isWitness = true)
    : ISubject
    where TLayout : struct, IStateLayout
{
    private const int ReadAndWrite = 3;
    private const int AnonymousDroppable = 0x28;

    private IRandomBackend _backend = null!;

    public string Name =>
        $"{kind} backend{(isWitness ? "" : " without a witness")}".ToLowerInvariant();

    public bool HasFunction => kind != BackendKind.Syscall;

    public bool IsVouchedFor => kind == BackendKind.Vdso;

    public bool ForksInRequests => false;

    public bool IsThreaded => true;

    public bool SeesForks => true;

    // Small enough that threads reuse the states of threads that have ended.
    public int PageBytes => 1024;

    // The last backend expands these lengths, even where those before it do not.
    public bool HasOneKey(nuint length) => length > Crossover.FromBatchBytes;

    public void Start()
    {
        int pageBytes = Machine.Current.Memory.PageBytes;
        var syscall = new SyscallBackend<SimulatedKernel>(
            default,
            null,
            "",
            ForkGuard<SimulatedKernel>.Find(default, ForkSettings.Default),
            new CompiledExpansion(),
            new(default, StateMemory.ForKeysAlone(KeyExpansion.Bytes), pageBytes));
        var vdso = new VdsoBackend<SimulatedKernel, WaitlessFunction>(
            default,
            new(
                default,
                StateMemory.For(
                    new VdsoParameters(TLayout.StateBytes, ReadAndWrite, AnonymousDroppable),
                    GeneratorMemory.Bytes),
                pageBytes),
            syscall,
            "",
            isWitness && kind == BackendKind.Vdso);
        _backend = kind switch
        {
            BackendKind.Managed =>
                new ManagedBackend<SimulatedKernel, WaitlessFunction, SimulatedRngInfo>(
                    new(default, default, Machine.Current.Counter),
                    new(default, default, TLayout.GenerationOffset, TLayout.StateBytes),
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
        ThreadStates.Memory = 0;
        ThreadStates.HasBatch = false;
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

    /// <summary>The kernel's function, called while the garbage collector waits.</summary>
    private readonly struct WaitlessFunction : IVdsoFunction
    {
        public nint Invoke(
            byte* buffer, nuint length, uint flags, void* state, nuint stateSize) =>
            Machine.Current.IsReady
                ? default(KernelFunction<TLayout>).Invoke(
                    buffer, length, flags, state, stateSize)
                : throw new Violation("I6", "the function waits for the generator");
    }
}
