namespace VGetRandom.Benchmarks.Drawing;

/// <summary>On the vdso backend.</summary>
[OnBackend("vdso")]
public class VdsoRandomBenchmarks : SharedRandomBenchmarks;
