using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using VGetRandom.Kernel;

namespace VGetRandom.Backends;

/// <summary>getrandom(2), for kernels and sandboxes without the vDSO function.</summary>
// SAFETY: pointers come from the caller, who vouches for length bytes; no more are written.
internal sealed unsafe class SyscallBackend<TKernel> : IRandomBackend
    where TKernel : struct, IKernel
{
    private readonly TKernel _kernel;
    private readonly Func<Attempt<IRandomBackend>>? _openFallback;
    private readonly string _why;
    private readonly Lock _gate = new();
    private volatile IRandomBackend? _fallback;
    private string? _refusal;
    private volatile bool _isReady;

    /// <param name="kernel">The kernel.</param>
    /// <param name="openFallback">
    /// Opens what serves when a sandbox comes to refuse the system call, or null to throw then.
    /// </param>
    /// <param name="why">Why this backend was chosen: empty, or ending with a space.</param>
    public SyscallBackend(
        TKernel kernel, Func<Attempt<IRandomBackend>>? openFallback, string why)
    {
        _kernel = kernel;
        _openFallback = openFallback;
        _why = why;
    }

    public BackendInfo Info => new(
        BackendKind.Syscall, $"{_why}Every request is a getrandom(2) system call.", _refusal);

    /// <summary>Asks the kernel whether this process may make the system call.</summary>
    /// <returns>Null, or why not.</returns>
    public static string? Probe(TKernel kernel)
    {
        byte probe = 0;
        nint result = kernel.GetRandom(&probe, 1, GetRandomAbi.GRND_NONBLOCK);

        // Not ready yet is an answer too: the call is there, and will wait.
        return result is 1 or -Errno.EAGAIN ? null : DescribeRefusal(result);
    }

    public void Fill(byte* buffer, nuint length)
    {
        if (!_isReady
            || length > GetRandomAbi.MaxQuickBytes
            || _kernel.GetRandomQuick(buffer, length, 0) != (nint)length)
        {
            FillSlowly(buffer, length);
        }
    }

    public nint GetRandom(byte* buffer, nuint length, uint flags)
    {
        if (_fallback is { } fallback)
        {
            return fallback.GetRandom(buffer, length, flags);
        }

        nint result;
        do
        {
            result = _kernel.GetRandom(buffer, length, flags);
        }
        while (result == -Errno.EINTR);

        return IsRefusal(result) && _openFallback is not null
            ? FallBack(result).GetRandom(buffer, length, flags)
            : result;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FillSlowly(byte* buffer, nuint length)
    {
        while (length > 0)
        {
            if (_fallback is { } fallback)
            {
                // A filter that refuses a system call can never be taken off again.
                fallback.Fill(buffer, length);
                return;
            }

            nuint piece = Math.Min(length, GetRandomAbi.MaxRequestBytes);
            nint result = _kernel.GetRandom(buffer, piece, 0);
            if (result > 0 && (nuint)result <= piece)
            {
                // Above 256 bytes a signal may cut a request short: the rest is asked for anew.
                // Without a flag, one byte means that the generator is ready, now and for ever.
                _isReady = true;
                buffer += result;
                length -= (nuint)result;
            }
            else if (result != -Errno.EINTR)
            {
                _ = FallBack(result);
            }
        }
    }

    /// <summary>What serves instead of a refused system call; throws where nothing does.</summary>
    private IRandomBackend FallBack(nint result)
    {
        if (!IsRefusal(result) || _openFallback is null)
        {
            throw new CryptographicException(DescribeRefusal(result));
        }

        lock (_gate)
        {
            if (_fallback is { } opened)
            {
                return opened;
            }

            string refusal = DescribeRefusal(result);
            Attempt<IRandomBackend> attempt = _openFallback();
            if (!attempt.Succeeded)
            {
                throw new CryptographicException($"{refusal} {attempt.Problem}");
            }

            // The reason first: whoever sees the fallback can tell why.
            _refusal = $"{refusal} The {attempt.Value.Info.Name} backend serves instead.";
            _fallback = attempt.Value;
            return attempt.Value;
        }
    }

    /// <summary>Whether the call itself is refused, and not this request's arguments.</summary>
    private static bool IsRefusal(nint result) =>
        result is < 0
            and not (-Errno.EAGAIN or -Errno.EINTR or -Errno.EFAULT or -Errno.EINVAL);

    private static string DescribeRefusal(nint result) => result switch
    {
        -Errno.ENOSYS =>
            "getrandom(2) is missing: the kernel is older than 3.17, or a sandbox hides it.",
        -Errno.EPERM =>
            "getrandom(2) is forbidden, most likely by a seccomp filter: allow it there.",
        < 0 => $"getrandom(2) failed with {Errno.Describe((int)-result)}.",
        _ => $"getrandom(2) returned {result}, which it never does.",
    };
}
