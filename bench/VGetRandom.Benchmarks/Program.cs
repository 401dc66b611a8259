using System.Runtime.CompilerServices;
using BenchmarkDotNet.Running;
using VGetRandom.Benchmarks;
using VGetRandom.Benchmarks.FirstCall;
using VGetRandom.Benchmarks.Goals;
using VGetRandom.Benchmarks.Reports;
using VGetRandom.Benchmarks.StartUp;

// These come first, because their processes must not have touched the library.
switch (args)
{
    case [FirstCallCommand.KernelProcess]:
        FirstCallProcess.RunKernel();
        return 0;
    case [FirstCallCommand.LargeProcess]:
        FirstCallProcess.RunLarge();
        return 0;
    case [FirstCallCommand.PlatformProcess]:
        FirstCallProcess.RunPlatform();
        return 0;
    case [FirstByteProcess.Name, var source]:
        FirstByteProcess.Run(source);
        return 0;
    default:
        return Measure(args);
}

// A separate method, so that the commands above do not load BenchmarkDotNet.
[MethodImpl(MethodImplOptions.NoInlining)]
static int Measure(string[] args)
{
    Console.WriteLine($"Backend {VGetRandom.KernelRandom.Backend}");
    switch (args)
    {
        case [FirstCallCommand.Name]:
            FirstCallCommand.Run();
            return 0;
        case [GoalsCommand.Name, .. var groups]:
            return GoalsCommand.Run(groups);
        case [ReportCommand.Name, .. var options]:
            return ReportCommand.Run(options);
        default:
            BenchmarkSwitcher.FromAssembly(typeof(UInt32Benchmarks).Assembly)
                .Run(args, Settings.Careful);
            return 0;
    }
}
