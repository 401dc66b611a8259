namespace VGetRandom.Benchmarks.Drawing;

/// <summary>On the managed backend.</summary>
[OnBackend("managed")]
public class ManagedRandomBenchmarks : SharedRandomBenchmarks;
