namespace VGetRandom.Cli.Bench;

/// <summary>One thing that is measured.</summary>
/// <param name="Operation">What is made: those of <see cref="BenchCases"/>.</param>
/// <param name="Bytes">How many random bytes that takes.</param>
/// <param name="Source">Who makes it.</param>
/// <param name="Repeat">Makes it so many times, on the calling thread.</param>
internal sealed record BenchCase(string Operation, int Bytes, string Source, Action<int> Repeat)
{
    /// <summary>Whether it is what the others are compared with.</summary>
    public bool IsSyscall => Source == BenchCases.SyscallSource;
}
