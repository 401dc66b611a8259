using VGetRandom.Generator;
using VGetRandom.Reference;
using VGetRandom.Simulator.Subjects;
using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Runs;

/// <summary>Everything that is simulated: each way in which the library serves a request.</summary>
internal static class AllSubjects
{
    /// <summary>Subjects with the layouts of the library.</summary>
    public static ISubject[] Create() =>
    [
        new MarkedAlgorithm<KernelLayout>(),
        new WitnessSubject<KernelLayout>(),
        new ValueSubject<KernelLayout>("value", new WitnessSubject<KernelLayout>()),
        new PublishedSubject(),
        new ValueSubject<KernelLayout>("published value", new PublishedSubject()),
        new Expansion<KernelLayout>(hasFunction: true),
        new Expansion<KernelLayout>(hasFunction: false),
        new Backends.BackendSubject<KernelLayout>(BackendKind.Managed),
        new Backends.BackendSubject<KernelLayout>(BackendKind.Vdso),
        new Backends.BackendSubject<KernelLayout>(BackendKind.Vdso, isWitness: false),
        new Backends.BackendSubject<KernelLayout>(BackendKind.Syscall),
        new Native.LibrarySubject(Native.NativeFunction.Usual),
        new Native.LibrarySubject(function: 0),
        new Native.StateSubject(Native.NativeFunction.Usual),
    ];

    /// <summary>Subjects with the smallest layout. Those with the most steps come first.</summary>
    public static ISubject[] CreateTiny() =>
    [
        new Expansion<TinyLayout>(hasFunction: true),
        new WitnessSubject<TinyLayout>(),
        new ValueSubject<TinyLayout>("value", new WitnessSubject<TinyLayout>()),
        new MarkedAlgorithm<TinyLayout>(),
        new PublishedSubject(),
        new ValueSubject<TinyLayout>("published value", new PublishedSubject()),
        new Expansion<TinyLayout>(hasFunction: false),
        new Backends.BackendSubject<TinyLayout>(BackendKind.Managed),
        new Backends.BackendSubject<TinyLayout>(BackendKind.Vdso),
        new Backends.BackendSubject<TinyLayout>(BackendKind.Vdso, isWitness: false),
        new Backends.BackendSubject<TinyLayout>(BackendKind.Syscall),
        new Native.LibrarySubject(Native.NativeFunction.Tiny),
        new Native.LibrarySubject(function: 0),
        new Native.StateSubject(Native.NativeFunction.Tiny),
    ];
}
