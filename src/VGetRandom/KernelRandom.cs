using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using VGetRandom.Backends;
using VGetRandom.Kernel;
using VGetRandom.Sampling;
using VGetRandom.Selection;

namespace VGetRandom;

/// <summary>Draws random bytes as good as getrandom(2)'s, mostly without a system call.</summary>
/// <remarks>
/// <para>
/// Every byte is one that getrandom(2) could have returned at that moment. On Linux 6.11 and later
/// requests take bytes from a batch made ahead. At each request the kernel's own function in the
/// vDSO tells whether the kernel has reseeded since (on its schedule, after a virtual machine fork,
/// on resume). Larger requests take a fresh key for each 64 KiB. Elsewhere the system call takes
/// the function's place. <see cref="Backend"/> tells which backend the process uses, and why.
/// </para>
/// <para>
/// Any number of threads may use all members at once. No random byte is kept in managed memory.
/// Calls allocate only the arrays and strings that they return; a thread's first request also
/// allocates a few small objects. The first request after boot may wait until the kernel's
/// generator is ready. A later request waits only after a virtual machine fork, until the kernel
/// has reseeded.
/// </para>
/// </remarks>
public static partial class KernelRandom
{
    /// <summary>Which backend this process uses, and why. Never throws.</summary>
    /// <remarks>
    /// <para>
    /// The library chooses once, at the first use of this class. The environment variable
    /// <c>VGETRANDOM_BACKEND</c> (<c>auto</c>, <c>vdso</c>, <c>managed</c>, <c>syscall</c>,
    /// <c>device</c> or <c>platform</c>) is strict: if the backend it names is not available, every
    /// request throws. The AppContext value <c>VGetRandom.Backend</c> takes the same names and is
    /// only a preference.
    /// </para>
    /// <para>
    /// <c>VGETRANDOM_FORK_WAIT_MS</c> (0 to 60000 milliseconds, 250 by default) limits how long
    /// requests wait after a virtual machine fork. <c>VGETRANDOM_FORK_AT_BOUND</c> (<c>serve</c> or
    /// <c>fail</c>) says what requests do after that. Their AppContext values are
    /// <c>VGetRandom.ForkWaitMs</c> and <c>VGetRandom.ForkAtBound</c>. With any other
    /// value every request throws. Set-user-ID programs ignore all three variables.
    /// </para>
    /// <para>
    /// Each read of this property allocates.
    /// </para>
    /// </remarks>
    public static BackendInfo Backend => ProcessBackend.Info;

    /// <summary>Fills the whole span with random bytes.</summary>
    /// <param name="data">What to fill. May be empty, and of any length.</param>
    /// <exception cref="CryptographicException">The kernel gives no random bytes, for example
    /// because a sandbox forbids it. The content of the span is then undefined.</exception>
    /// <exception cref="InvalidOperationException">The environment demands a backend that is not
    /// available; the message says why.</exception>
    /// <example>
    /// <code>
    /// Span&lt;byte&gt; nonce = stackalloc byte[12];
    /// KernelRandom.Fill(nonce);
    /// </code>
    /// </example>
    public static unsafe void Fill(Span<byte> data)
    {
        // SAFETY: fixed pins the span, and the backend writes exactly data.Length bytes.
        fixed (byte* buffer = data)
        {
            ProcessBackend.Fill(buffer, (nuint)data.Length);
        }
    }

    /// <summary>Fills native memory of any size, even above 2 GiB, with random bytes.</summary>
    /// <param name="destination">The first byte to fill.</param>
    /// <param name="byteCount">How many bytes to fill.</param>
    /// <exception cref="ArgumentNullException"><paramref name="destination"/> is null and
    /// <paramref name="byteCount"/> is not 0.</exception>
    /// <remarks>The caller guarantees that the memory is there: as in any native call, a wrong
    /// address may end the process. Otherwise as <see cref="Fill(Span{byte})"/>.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static unsafe void Fill(void* destination, nuint byteCount)
    {
        // SAFETY: the caller guarantees byteCount writable bytes at destination.
        if (byteCount != 0)
        {
            ArgumentNullException.ThrowIfNull(destination);
        }

        ProcessBackend.Fill((byte*)destination, byteCount);
    }

    /// <summary>Makes a new array of random bytes.</summary>
    /// <param name="count">The array's length, 0 or more.</param>
    /// <returns>The array.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.
    /// </exception>
    /// <exception cref="OutOfMemoryException">There is no memory for the array.</exception>
    /// <example><code>byte[] key = KernelRandom.GetBytes(32); // for AES-256</code></example>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static byte[] GetBytes(int count) => Draws.GetBytes(count);

    /// <summary>Makes one getrandom(2) request, with the flags and results of that call.</summary>
    /// <param name="destination">Receives the bytes.</param>
    /// <param name="flags">Any flags that getrandom(2) accepts together.</param>
    /// <param name="written">
    /// How many bytes were written. As with getrandom(2), this can be fewer than requested: if a
    /// signal arrives during a request of more than 256 bytes, and for requests of more than 2 GiB
    /// less a page. <see cref="Fill(Span{byte})"/> always fills everything.
    /// </param>
    /// <returns>
    /// True if bytes were written. False if <see cref="GetRandomFlags.NonBlock"/> is set and the
    /// request would have had to wait, either until the kernel's generator is ready, or until the
    /// kernel has reseeded after a virtual machine fork.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="flags"/> has an unknown flag, has both <see cref="GetRandomFlags.Random"/>
    /// and <see cref="GetRandomFlags.Insecure"/>, or has a flag that this kernel is too old for.
    /// The system call refuses these with EINVAL. Nothing was written.
    /// </exception>
    /// <remarks>
    /// A request that is interrupted before its first byte is made again, so it never fails with
    /// EINTR. The <c>platform</c> backend is always ready and ignores the flags.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static bool TryGetRandom(
        Span<byte> destination, GetRandomFlags flags, out int written) =>
        TryGetRandom(ProcessBackend.Instance, destination, flags, out written);

    internal static unsafe bool TryGetRandom(
        IRandomBackend backend, Span<byte> destination, GetRandomFlags flags, out int written)
    {
        // SAFETY: fixed pins the span, and the backend writes at most destination.Length bytes.
        written = 0;
        ThrowIfRefused(flags);
        nint result;
        fixed (byte* buffer = destination)
        {
            result = backend.GetRandom(buffer, (nuint)destination.Length, (uint)flags);
        }

        if (result < 0)
        {
            return result == -Errno.EAGAIN ? false : throw Failure((int)-result, flags);
        }

        written = (int)result;
        return true;
    }

    // The vDSO function accepts GRND_RANDOM | GRND_INSECURE; the system call refuses it, and so do
    // we.
    private static void ThrowIfRefused(GetRandomFlags flags)
    {
        const GetRandomFlags Known =
            GetRandomFlags.NonBlock | GetRandomFlags.Random | GetRandomFlags.Insecure;
        const GetRandomFlags Exclusive = GetRandomFlags.Random | GetRandomFlags.Insecure;

        if ((flags & ~Known) != 0)
        {
            throw Errors.UnknownFlags(flags & ~Known, nameof(flags));
        }

        if ((flags & Exclusive) == Exclusive)
        {
            throw Errors.ExclusiveFlags(nameof(flags));
        }
    }

    private static Exception Failure(int errno, GetRandomFlags flags) =>
        errno == Errno.EINVAL
            ? Errors.FlagsUnknownToKernel(flags, nameof(flags))
            : Errors.Refused(errno);

    private static Draws<ProcessSource> Draws => default;

    // SAFETY: callers guarantee byteCount writable bytes at destination; nothing else is written.
    internal readonly unsafe struct ProcessSource : IRandomSource
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Next<T>()
            where T : unmanaged =>
            ProcessBackend.Next<T>();

        public void Fill(void* destination, nuint byteCount) =>
            ProcessBackend.Fill((byte*)destination, byteCount);

        public ulong Begin()
        {
            _ = ProcessBackend.Forks.IsKnown(out ulong mark);
            return mark;
        }

        public bool Accepts(ulong mark, ref int rounds) =>
            ProcessBackend.Forks.Accepts(mark, ref rounds);
    }
}
