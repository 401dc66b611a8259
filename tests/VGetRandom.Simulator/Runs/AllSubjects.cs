using VGetRandom.GetRandom;
using VGetRandom.Simulator.Subjects;
using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Runs;

/// <summary>What is simulated: each way in which the library serves a request.</summary>
internal static class AllSubjects
{
    /// <summary>With the layouts of the library.</summary>
    public static ISubject[] Create() =>
    [
        new MarkedAlgorithm<KernelLayout>("algorithm"),
        new MarkedAlgorithm<WideLayout>("wide"),
        new QuickAlgorithm<WideLayout>(),
        new QuickValue<WideLayout>(),
        new MarkedKernelFunction<KernelLayout>(),
        new Expansion<KernelLayout>(hasFunction: true),
        new Expansion<KernelLayout>(hasFunction: false),
        new Backends.BackendSubject(BackendKind.Managed),
        new Backends.BackendSubject(BackendKind.Vdso),
        new Backends.BackendSubject(BackendKind.Syscall),
        new Native.LibrarySubject(hasFunction: true),
        new Native.LibrarySubject(hasFunction: false),
        new Native.StateSubject(),
    ];

    /// <summary>With the smallest layout there can be.</summary>
    public static ISubject[] CreateTiny() =>
    [
        new MarkedAlgorithm<TinyLayout>("algorithm"),
        new QuickAlgorithm<TinyLayout>(),
        new QuickValue<TinyLayout>(),
        new MarkedKernelFunction<TinyLayout>(),
        new Expansion<TinyLayout>(hasFunction: true),
        new Expansion<TinyLayout>(hasFunction: false),
    ];
}
