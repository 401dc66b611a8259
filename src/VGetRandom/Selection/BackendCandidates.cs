using System.Security.Cryptography;
using VGetRandom.Backends;
using VGetRandom.Forks;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.Managed;
using VGetRandom.Managed.Search;
using VGetRandom.States;
using VGetRandom.Vdso;

namespace VGetRandom.Selection;

/// <summary>The backends that this platform may have, best first.</summary>
/// <param name="forks">The guard against forks of the machine, for all of them.</param>
// SAFETY: only passes on the counter's address.
internal sealed unsafe class BackendCandidates(ForkGuard<LinuxKernel> forks)
{
    public BackendCandidate[] ForThisProcess() =>
        OperatingSystem.IsLinux()
            ?
            [
                Named(BackendKind.Vdso, CreateVdso),

                // Opt-in, because it reads what the kernel publishes for its own use.
                Named(BackendKind.Managed, CreateManaged, isAutomatic: false),
                Named(BackendKind.Syscall, CreateSyscall),
                Named(BackendKind.Device, CreateDevice),

                // Opt-in, because where this kernel cannot be asked, the platform's generator would
                // expand a seed of unknown age. Refusing is better.
                Named(BackendKind.Platform, CreatePlatform, isAutomatic: false),
            ]
            : [Named(BackendKind.Platform, CreatePlatform)];

    private static BackendCandidate Named(
        BackendKind kind,
        Func<string, bool, Attempt<IRandomBackend>> tryCreate,
        bool isAutomatic = true) =>
        new(BackendInfo.NameOf(kind), tryCreate, isAutomatic);

    private Attempt<IRandomBackend> CreateVdso(string why, bool isStrict) =>
        Locate()
            .Then(found => CreateVdso(found, why, isStrict, isWitness: true))
            .Then(Attempt<IRandomBackend>.Of);

    private Attempt<IRandomBackend> CreateManaged(string why, bool isStrict) =>
        Locate().Then(found =>
            CreateVdso(found, "", isStrict, isWitness: false).Then(vdso =>
                ProcessRngInfo.Find().Then(info =>
                    CreateManaged(found, vdso, info, why))));

    private Attempt<IRandomBackend> CreateManaged(
        VdsoLocation found,
        VdsoBackend<LinuxKernel, VdsoFunction> vdso,
        RngInfo info,
        string why)
    {
        var backend = new ManagedBackend<LinuxKernel, VdsoFunction, ProcessRngInfo>(
            new(default, default, forks.Counter),
            new(
                found.Function,
                default,
                info.Place.StateGenerationOffset,
                found.Parameters.StateSize),
            vdso,
            why);
        return backend.FindDoubt() is { } doubt ? doubt : Attempt<IRandomBackend>.Of(backend);
    }

    // The function takes its keys by the system call, so it is no use without that.
    private static Attempt<VdsoLocation> Locate() =>
        SyscallBackend<LinuxKernel>.Probe(default) is { } refusal
            ? refusal
            : VdsoLocator.Locate();

    private Attempt<VdsoBackend<LinuxKernel, VdsoFunction>> CreateVdso(
        VdsoLocation found, string why, bool isStrict, bool isWitness) =>
        StatePool<LinuxKernel>.TryCreate(
            default,
            StateMemory.For(found.Parameters, GeneratorMemory.Bytes),
            Environment.SystemPageSize)
            .Then<VdsoBackend<LinuxKernel, VdsoFunction>>(
                states => new VdsoBackend<LinuxKernel, VdsoFunction>(
                    found.Function, states, NewSyscallBackend("", isStrict), why, isWitness));

    private Attempt<IRandomBackend> CreateSyscall(string why, bool isStrict) =>
        SyscallBackend<LinuxKernel>.Probe(default) is { } refusal
            ? refusal
            : Attempt<IRandomBackend>.Of(NewSyscallBackend(why, isStrict));

    private Attempt<IRandomBackend> CreateDevice(string why, bool isStrict) =>
        DeviceBackend<LinuxKernel>
            .TryOpen(new RandomDevice(), why, forks)
            .Then(Attempt<IRandomBackend>.Of);

    private static Attempt<IRandomBackend> CreatePlatform(string why, bool isStrict)
    {
        try
        {
            // On Linux this is OpenSSL's generator, which does not start where getrandom(2) is
            // refused.
            Span<byte> probe = stackalloc byte[1];
            RandomNumberGenerator.Fill(probe);
            return Attempt<IRandomBackend>.Of(new PlatformBackend(why));
        }
        catch (CryptographicException exception)
        {
            return new Problem(
                $"the platform's RandomNumberGenerator fails: {exception.Message.TrimEnd('.')}.");
        }
    }

    private SyscallBackend<LinuxKernel> NewSyscallBackend(string why, bool isStrict) => new(
        default,
        isStrict ? null : new RandomDevice(),
        why,
        forks,
        ExpansionReadiness.OfThisProcess);
}
