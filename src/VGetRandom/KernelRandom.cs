using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using VGetRandom.Backends;
using VGetRandom.Kernel;
using VGetRandom.Sampling;
using VGetRandom.Selection;

namespace VGetRandom;

/// <summary>Random bytes with getrandom(2)'s guarantee, mostly without a system call.</summary>
/// <remarks>
/// <para>
/// Every byte is one that getrandom(2) could have returned at that moment: requests go to the
/// kernel's own function in its vDSO (Linux 6.11 and later), which checks at each of them whether
/// the kernel has reseeded since (on its schedule, after a virtual machine fork, on resume).
/// Larger ones take a fresh key from it for each 64 KiB. Elsewhere the system call takes the
/// function's place. <see cref="Backend"/> tells which, and why.
/// </para>
/// <para>
/// All members may be used from any number of threads at once. No random byte is kept in managed
/// memory. Nothing is allocated but the results that are arrays and, at a thread's first request,
/// a few small objects that keep its state. The first request after boot may wait until
/// the kernel's generator is ready; a later one waits only after a fork of the virtual machine,
/// until the kernel has reseeded.
/// </para>
/// </remarks>
public static partial class KernelRandom
{
    /// <summary>Which backend serves this process, and why. Never throws.</summary>
    /// <remarks>
    /// Chosen once, at the first use of this class: the environment variable
    /// <c>VGETRANDOM_BACKEND</c> (<c>auto</c>, <c>vdso</c>, <c>managed</c>, <c>syscall</c>,
    /// <c>device</c> or <c>platform</c>) is obeyed or else every request throws; the AppContext
    /// value <c>VGetRandom.Backend</c>, of the same form, is a preference. The variable is ignored
    /// in set-user-ID programs. So are <c>VGETRANDOM_FORK_WAIT_MS</c> and
    /// <c>VGETRANDOM_FORK_AT_BOUND</c>, which set how long requests wait after a fork of the
    /// virtual machine (0 to 60000, 250 milliseconds), and what happens then (<c>serve</c> or
    /// <c>fail</c>); the AppContext values are <c>VGetRandom.ForkWaitMs</c> and
    /// <c>VGetRandom.ForkAtBound</c>. Another value is an error. Allocates.
    /// </remarks>
    public static BackendInfo Backend => ProcessBackend.Info;

    /// <summary>Fills the whole span with random bytes.</summary>
    /// <param name="data">What to fill. May be empty, and of any length.</param>
    /// <exception cref="CryptographicException">
    /// The kernel gives no random bytes, for example because a sandbox forbids it. What the span
    /// holds then is undefined.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The environment demands a backend that is not available; the message says why.
    /// </exception>
    /// <example>
    /// <code>
    /// Span&lt;byte&gt; nonce = stackalloc byte[12];
    /// KernelRandom.Fill(nonce);
    /// </code>
    /// </example>
    public static unsafe void Fill(Span<byte> data)
    {
        // SAFETY: fixed keeps the span's bytes in place, and the backend writes only that many.
        fixed (byte* buffer = data)
        {
            ProcessBackend.Fill(buffer, (nuint)data.Length);
        }
    }

    /// <summary>Fills native memory of any size, also of more than 2 GiB.</summary>
    /// <param name="destination">The first byte to fill.</param>
    /// <param name="byteCount">How many bytes to fill.</param>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="destination"/> is null and <paramref name="byteCount"/> is not 0.
    /// </exception>
    /// <remarks>
    /// The caller vouches for the memory: as with any native call, a wrong address may end the
    /// process. Otherwise as <see cref="Fill(Span{byte})"/>.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static unsafe void Fill(void* destination, nuint byteCount)
    {
        // SAFETY: the caller vouches for byteCount bytes at destination.
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

    /// <summary>Makes one getrandom(2) request, with its flags and its meaning.</summary>
    /// <param name="destination">Where the bytes go.</param>
    /// <param name="flags">Any flags that getrandom(2) accepts together.</param>
    /// <param name="written">
    /// How many bytes were written. As with getrandom(2) that can be fewer than asked for: above
    /// 256 bytes when a signal arrives, and never more than 2 GiB less a page. Use
    /// <see cref="Fill(Span{byte})"/> to have all of them.
    /// </param>
    /// <returns>
    /// True when the request was served; false when <see cref="GetRandomFlags.NonBlock"/> is set
    /// and it would have had to wait, the kernel's generator not being ready yet.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="flags"/> has an unknown flag, or both <see cref="GetRandomFlags.Random"/>
    /// and <see cref="GetRandomFlags.Insecure"/>, or one that this kernel is too old for: what
    /// the system call refuses with EINVAL. Nothing was written.
    /// </exception>
    /// <remarks>
    /// A request that is interrupted before its first byte is made again; it never fails with
    /// EINTR. Where the platform's generator serves, it is always ready and the flags change
    /// nothing.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static bool TryGetRandom(
        Span<byte> destination, GetRandomFlags flags, out int written) =>
        TryGetRandom(ProcessBackend.Instance, destination, flags, out written);

    internal static unsafe bool TryGetRandom(
        IRandomBackend backend, Span<byte> destination, GetRandomFlags flags, out int written)
    {
        // SAFETY: fixed keeps the span's bytes in place, and the backend writes only that many.
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

    // Refuses what the system call refuses. The vDSO function does not: it takes
    // GRND_RANDOM | GRND_INSECURE for valid.
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

    // The backend of this process, for all that draws.
    // SAFETY: callers vouch for byteCount bytes at destination, and the backend writes only those.
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
