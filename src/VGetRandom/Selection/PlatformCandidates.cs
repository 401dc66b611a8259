using System.Security.Cryptography;
using VGetRandom.Backends;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.Managed;
using VGetRandom.Managed.Search;
using VGetRandom.States;
using VGetRandom.Vdso;

namespace VGetRandom.Selection;

/// <summary>The backends this platform may have, best first.</summary>
internal static class PlatformCandidates
{
    public static ReadOnlySpan<BackendCandidate> ForThisProcess() =>
        OperatingSystem.IsLinux()
            ? new BackendCandidate[]
            {
                new("vdso", CreateVdso),

                // Only for those who ask: it reads what the kernel publishes for itself alone.
                new("managed", CreateManaged, IsAutomatic: false),
                new("syscall", CreateSyscall),
                new("device", CreateDevice),

                // Only for those who ask: where this kernel cannot be asked, the platform's
                // generator would expand a seed of unknown age, and a refusal is the better answer.
                new("platform", CreatePlatform, IsAutomatic: false),
            }
            : new BackendCandidate[] { new("platform", CreatePlatform) };

    private static Attempt<IRandomBackend> CreateVdso(string why, bool isStrict)
    {
        Attempt<VdsoLocation> location = Locate();
        if (!location.Succeeded)
        {
            return Attempt<IRandomBackend>.Failed(location.Problem);
        }

        Attempt<VdsoBackend<LinuxKernel, VdsoFunction>> backend =
            CreateVdso(location.Value, why, isStrict, isWitness: true);
        return backend.Succeeded
            ? Attempt<IRandomBackend>.Of(backend.Value)
            : Attempt<IRandomBackend>.Failed(backend.Problem);
    }

    private static Attempt<IRandomBackend> CreateManaged(string why, bool isStrict)
    {
        Attempt<VdsoLocation> location = Locate();
        if (!location.Succeeded)
        {
            return Attempt<IRandomBackend>.Failed(location.Problem);
        }

        VdsoLocation found = location.Value;
        Attempt<VdsoBackend<LinuxKernel, VdsoFunction>> vdso =
            CreateVdso(found, "", isStrict, isWitness: false);
        if (!vdso.Succeeded)
        {
            return Attempt<IRandomBackend>.Failed(vdso.Problem);
        }

        Attempt<RngInfo> info = ProcessRngInfo.Found;
        if (!info.Succeeded)
        {
            return Attempt<IRandomBackend>.Failed(info.Problem);
        }

        var backend = new ManagedBackend<LinuxKernel, VdsoFunction, ProcessRngInfo>(
            new(default, default),
            new(
                found.Function,
                default,
                info.Value.Place.StateGenerationOffset,
                found.Parameters.StateSize),
            vdso.Value,
            why);
        return backend.FindDoubt() is { } doubt
            ? Attempt<IRandomBackend>.Failed(doubt)
            : Attempt<IRandomBackend>.Of(backend);
    }

    private static Attempt<VdsoLocation> Locate() =>
        // The function itself fetches its keys by the system call, so without that it is no use.
        SyscallBackend<LinuxKernel>.Probe(default) is { } refusal
            ? Attempt<VdsoLocation>.Failed(refusal)
            : VdsoLocator.Locate();

    private static Attempt<VdsoBackend<LinuxKernel, VdsoFunction>> CreateVdso(
        VdsoLocation found, string why, bool isStrict, bool isWitness)
    {
        Attempt<StatePool<LinuxKernel>> states = StatePool<LinuxKernel>.TryCreate(
            default,
            StateMemory.For(found.Parameters, GeneratorMemory.Bytes),
            Environment.SystemPageSize);
        if (!states.Succeeded)
        {
            return Attempt<VdsoBackend<LinuxKernel, VdsoFunction>>.Failed(states.Problem);
        }

        return Attempt<VdsoBackend<LinuxKernel, VdsoFunction>>.Of(new(
            found.Function,
            states.Value,
            NewSyscallBackend("", isStrict),
            why,
            isWitness));
    }

    private static Attempt<IRandomBackend> CreateSyscall(string why, bool isStrict) =>
        SyscallBackend<LinuxKernel>.Probe(default) is { } refusal
            ? Attempt<IRandomBackend>.Failed(refusal)
            : Attempt<IRandomBackend>.Of(NewSyscallBackend(why, isStrict));

    private static Attempt<IRandomBackend> CreateDevice(string why, bool isStrict)
    {
        var device = new RandomDevice();
        return device.Probe() is { } problem
            ? Attempt<IRandomBackend>.Failed(problem)
            : Attempt<IRandomBackend>.Of(new DeviceBackend(device, why));
    }

    private static Attempt<IRandomBackend> CreatePlatform(string why, bool isStrict)
    {
        try
        {
            // On Linux it is OpenSSL's, which does not start where getrandom(2) is refused.
            Span<byte> probe = stackalloc byte[1];
            RandomNumberGenerator.Fill(probe);
            return Attempt<IRandomBackend>.Of(new PlatformBackend(why));
        }
        catch (CryptographicException exception)
        {
            return Attempt<IRandomBackend>.Failed(
                $"the platform's RandomNumberGenerator fails: {exception.Message.TrimEnd('.')}.");
        }
    }

    private static SyscallBackend<LinuxKernel> NewSyscallBackend(string why, bool isStrict) =>
        new(default, isStrict ? null : () => CreateDevice("", false), why);
}
