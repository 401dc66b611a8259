namespace VGetRandom.Benchmarks.Threads;

/// <summary>On the vdso backend.</summary>
[OnBackend("vdso")]
public class VdsoThreadsBenchmarks : ThreadsBenchmarks;
