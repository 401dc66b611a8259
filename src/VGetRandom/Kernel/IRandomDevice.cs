namespace VGetRandom.Kernel;

/// <summary>The kernel's generator by way of its devices.</summary>
// SAFETY: declares only. Callers vouch for length writable bytes at buffer.
internal unsafe interface IRandomDevice
{
    /// <summary>Opens it once, to see whether it is available.</summary>
    Problem? Probe();

    /// <summary>Asks whether the generator is ready: reading /dev/urandom does not wait for it.
    /// </summary>
    /// <param name="wait">Whether to wait until it is.</param>
    /// <returns>0 when it is ready, or a negative errno: EAGAIN when it is not.</returns>
    int CheckReadiness(bool wait);

    /// <summary>Reads random bytes.</summary>
    /// <returns>The number of bytes read, which may be short, or a negative errno.</returns>
    nint Read(byte* buffer, nuint length);
}
