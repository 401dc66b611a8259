namespace VGetRandom.Kernel;

/// <summary>The kernel's half of the algorithm: what it publishes of its generator.</summary>
internal interface IRngInfo
{
    /// <summary>
    /// The generation, which the kernel changes at every reseed. An acquire load: what is read or
    /// asked for afterwards is not older. 0 is never valid.
    /// </summary>
    ulong ReadGeneration();

    /// <summary>Whether the kernel's generator is ready; once it is, it stays so.</summary>
    bool ReadIsReady();
}
