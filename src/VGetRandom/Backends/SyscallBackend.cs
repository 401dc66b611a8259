using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using VGetRandom.Kernel;

namespace VGetRandom.Backends;

/// <summary>getrandom(2), for kernels and sandboxes without the vDSO function.</summary>
internal sealed unsafe class SyscallBackend<TKernel> : IRandomBackend
    where TKernel : struct, IKernel
{
    private readonly TKernel _kernel;
    private readonly IRandomBackend? _whenRefused;
    private readonly string _reason;
    private volatile string? _refusal;
    private volatile bool _isReady;

    /// <param name="kernel">The kernel.</param>
    /// <param name="whenRefused">
    /// What serves a request when a sandbox comes to refuse the system call, or null to throw.
    /// </param>
    /// <param name="reason">Why this backend was chosen.</param>
    public SyscallBackend(TKernel kernel, IRandomBackend? whenRefused, string reason)
    {
        _kernel = kernel;
        _whenRefused = whenRefused;
        _reason = reason;
    }

    public BackendInfo Info => new(BackendKind.Syscall, _reason, _refusal);

    /// <summary>Asks the kernel whether this process may make the system call.</summary>
    /// <returns>Null, or why not.</returns>
    public static string? Probe(TKernel kernel)
    {
        byte probe = 0;
        nint result = kernel.GetRandom(&probe, 1, Kernel.GetRandom.GRND_NONBLOCK);

        // Not ready yet is an answer too: the call is there, and will wait.
        return result is 1 or -Errno.EAGAIN ? null : DescribeRefusal(result);
    }

    public void Fill(byte* buffer, nuint length)
    {
        if (!_isReady
            || length > Kernel.GetRandom.MaxQuickBytes
            || _kernel.GetRandomQuick(buffer, length, 0) != (nint)length)
        {
            FillSlowly(buffer, length);
        }
    }

    public nint GetRandom(byte* buffer, nuint length, uint flags)
    {
        nint result;
        do
        {
            result = _kernel.GetRandom(buffer, length, flags);
        }
        while (result == -Errno.EINTR);

        if (IsRefusal(result) && _whenRefused is not null)
        {
            _refusal = DescribeRefusal(result);
            return _whenRefused.GetRandom(buffer, length, flags);
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FillSlowly(byte* buffer, nuint length)
    {
        while (length > 0)
        {
            nuint piece = Math.Min(length, Kernel.GetRandom.MaxRequestBytes);
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
                FillRefused(result, buffer, length);
                return;
            }
        }
    }

    private void FillRefused(nint result, byte* buffer, nuint length)
    {
        if (!IsRefusal(result) || _whenRefused is null)
        {
            throw new CryptographicException(DescribeRefusal(result));
        }

        _refusal = DescribeRefusal(result);
        _whenRefused.Fill(buffer, length);
    }

    private static bool IsRefusal(nint result) => result is -Errno.ENOSYS or -Errno.EPERM;

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
