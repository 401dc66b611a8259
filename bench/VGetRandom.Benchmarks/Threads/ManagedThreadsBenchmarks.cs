namespace VGetRandom.Benchmarks.Threads;

/// <summary>On the managed backend.</summary>
[OnBackend("managed")]
public class ManagedThreadsBenchmarks : ThreadsBenchmarks;
