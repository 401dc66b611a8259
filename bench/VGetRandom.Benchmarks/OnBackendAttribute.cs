using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using VGetRandom.Selection;

namespace VGetRandom.Benchmarks;

/// <summary>Runs a class's benchmarks in processes that insist on one backend.</summary>
/// <remarks>If it is not available they fail, rather than measure another.</remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OnBackendAttribute(string name) : Attribute, IConfigSource
{
    public string Name => name;

    public IConfig Config => ManualConfig.CreateEmpty().AddJob(Job.Default
        .WithEnvironmentVariable(RequestedBackend.VariableName, name)
        .AsMutator());
}
