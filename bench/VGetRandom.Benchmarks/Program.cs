using BenchmarkDotNet.Running;
using VGetRandom.Benchmarks;
using VGetRandom.Benchmarks.FirstCall;
using VGetRandom.Benchmarks.Goals;

// Before anything else: these processes must not have touched the library.
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
}

Console.WriteLine($"Backend {VGetRandom.KernelRandom.Backend}");
switch (args)
{
    case [FirstCallCommand.Name]:
        FirstCallCommand.Run();
        return 0;
    case [GoalsCommand.Name, .. var groups]:
        return GoalsCommand.Run(groups);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(UInt32Benchmarks).Assembly)
            .Run(args, Settings.Careful);
        return 0;
}
