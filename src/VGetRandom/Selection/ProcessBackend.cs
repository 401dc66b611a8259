using System.Runtime.CompilerServices;
using VGetRandom.Backends;
using VGetRandom.Diagnostics;
using VGetRandom.Forks;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.Managed;
using VGetRandom.Managed.Search;
using VGetRandom.States;

namespace VGetRandom.Selection;

/// <summary>The backend of this process, and the shortest way to it.</summary>
/// <remarks>
/// With the managed backend, the code here takes a number that is ready, so that the compiler can
/// inline it wherever a number is drawn. Through the backend's interface only a JIT with a profile
/// could do that. With any other backend the JIT removes this code, because both fields are
/// constants to it.
/// </remarks>
// SAFETY: the caller guarantees length bytes at buffer; the thread's state is one of the pool's,
// with GeneratorMemory.Bytes at its memory.
internal static unsafe class ProcessBackend
{
    private static readonly Attempt<ForkSettings> s_settings = RequestedForkSettings.FromProcess();

    /// <summary>The guard against forks of this machine.</summary>
    public static readonly ForkGuard<LinuxKernel> Forks = ForkGuard<LinuxKernel>.Find(
        default, s_settings.Succeeded ? s_settings.Value : ForkSettings.Default);

    public static readonly IRandomBackend Instance = Select();

    private static readonly bool s_isManaged =
        Instance is ManagedBackend<LinuxKernel, VdsoFunction, ProcessRngInfo>;

    // A number, because a pointer is not a constant to the JIT.
    private static readonly nint s_forkCounter = (nint)Forks.Counter;

    /// <summary>Which backend serves, and whether it sees forks of the machine.</summary>
    public static BackendInfo Info => Instance.Info switch
    {
        { Kind: BackendKind.Platform or BackendKind.None } info => info,
        var info => info.With(Forks.SeesForks, Forks.Description, Forks.Fallback),
    };

    /// <inheritdoc cref="IRandomBackend.Fill"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(byte* buffer, nuint length)
    {
        if (s_isManaged
            && ThreadStates.Memory is var memory and not 0
            && Published.TryTake(buffer, length, (byte*)memory, 0))
        {
            return;
        }

        Instance.Fill(buffer, length);
    }

    /// <summary>A value whose bits are all random.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    [SkipLocalsInit]
    public static T Next<T>()
        where T : unmanaged
    {
        if (s_isManaged)
        {
            return ThreadStates.Memory is var memory and not 0
                && Published.TryTake((byte*)memory, out T taken)
                ? taken
                : NextFromBackend<T>();
        }

        T value;
        Instance.Fill((byte*)&value, (nuint)sizeof(T));
        return value;
    }

    // A separate method, so that a value taken from the batch stays in a register.
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private static T NextFromBackend<T>()
        where T : unmanaged
    {
        T value;
        Instance.Fill((byte*)&value, (nuint)sizeof(T));
        return value;
    }

    private static IRandomBackend Select()
    {
        IRandomBackend backend = s_settings.Succeeded
            ? BackendSelector.Select(Forks)
            : new RefusedBackend(s_settings.Problem, isDemanded: true);
        Publication.Await(static () => Info);
        if (backend is not (RefusedBackend or PlatformBackend))
        {
            ForkWatch.Begin(Forks, static () => NextFromBackend<byte>());
        }

        return backend;
    }

    // Made of static fields alone, so that the JIT sees only constants.
    private static Generator<PublishedWitness<LinuxKernel, ProcessRngInfo>> Published =>
        new(new(default, default, (ulong*)s_forkCounter));
}
