using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using VGetRandom.ChaCha20;
using VGetRandom.Diagnostics;
using VGetRandom.Forks;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.States;

namespace VGetRandom.Backends;

/// <summary>getrandom(2), for kernels and sandboxes without the vDSO function.</summary>
/// <remarks>
/// Large requests take only their keys from it. A second request cannot enter the memory of a
/// thread's keys during the first, because the runtime does not let managed code run on a thread
/// that fetches a key (as in <see cref="VdsoBackend{T,U}"/>).
/// </remarks>
// SAFETY: the caller guarantees length bytes at buffer, and no more are written; keys lie in the
// pool's memory, which stays mapped for the life of the process.
internal sealed unsafe class SyscallBackend<TKernel> : IRandomBackend, IReadiness
    where TKernel : struct, IKernel
{
    private readonly TKernel _kernel;
    private readonly StatePool<TKernel> _keys;
    private readonly IRandomDevice? _device;
    private readonly string _why;
    private readonly PatientLock _gate = new();
    private volatile IRandomBackend? _fallback;
    private volatile bool _isReady;

    /// <param name="kernel">The kernel.</param>
    /// <param name="device">Serves if a sandbox later refuses the system call; null to throw then.
    /// </param>
    /// <param name="why">Why this backend was chosen: empty, or ending with a space.</param>
    /// <param name="forks">The guard against forks of the machine, here and in the backends above.
    /// </param>
    /// <param name="expansion">Tells whether large requests can be expanded.</param>
    /// <param name="keys">Memory for the keys of large requests; by default, the best there is.
    /// </param>
    public SyscallBackend(
        TKernel kernel,
        IRandomDevice? device,
        string why,
        ForkGuard<TKernel> forks,
        ExpansionReadiness expansion,
        StatePool<TKernel>? keys = null)
    {
        _kernel = kernel;
        _device = device;
        Forks = forks;
        Expansion = expansion;
        _why = why;

        // Maps nothing before a large request comes, which may never happen below the vdso backend.
        _keys = keys ?? new(
            kernel, StateMemory.ForKeysAlone(KeyExpansion.Bytes), Environment.SystemPageSize);
    }

    public BackendInfo Info => new(
        BackendKind.Syscall,
        ExpansionReadiness.IsWorthwhile
            ? $"{_why}Requests of at most {Crossover.FromSystemCallBytes} bytes are getrandom(2) "
                + "system calls, and larger ones are expanded from its keys, one for each 64 KiB."
            : $"{_why}Every request is a getrandom(2) system call.",
        Refusal ?? _keys.Shortage);

    /// <summary>Tells whether large requests can be expanded, here and in the backends above.
    /// </summary>
    internal ExpansionReadiness Expansion { get; }

    internal ForkGuard<TKernel> Forks { get; }

    /// <summary>A note that the system call was refused, and what serves instead, or null.
    /// </summary>
    internal string? Refusal { get; private set; }

    /// <summary>The calling thread's memory for keys, or 0 before it has any.</summary>
    internal nint ThreadKeys => ThreadStates.KeysPool == _keys.Number ? ThreadStates.Keys : 0;

    /// <summary>Why a thread has no memory of its own here.</summary>
    internal FallbackReason Shortcoming =>
        _isReady ? FallbackReason.NoMemory : FallbackReason.NotReady;

    /// <summary>Asks the kernel whether this process may make the system call.</summary>
    public static Problem? Probe(TKernel kernel)
    {
        byte probe = 0;
        nint result = kernel.GetRandom(&probe, 1, GetRandomAbi.GRND_NONBLOCK);

        // Not ready is an answer too: the call exists, and will wait.
        return result is 1 or -Errno.EAGAIN
            ? null
            : new Problem(DescribeRefusal(result));
    }

    public void Fill(byte* buffer, nuint length)
    {
        if (!_isReady
            || length > Crossover.FromSystemCallBytes
            || !Forks.IsKnown(out ulong mark)
            || _kernel.GetRandomQuick(buffer, length, 0) != (nint)length
            || !Forks.IsStill(mark))
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

        // A caller that accepts bytes of any quality does not wait for a fork either.
        bool isGuarded = (flags & GetRandomAbi.GRND_INSECURE) == 0;
        bool mayWait = (flags & GetRandomAbi.GRND_NONBLOCK) == 0;
        int rounds = 0;
        ulong mark = 0;
        nint result;
        do
        {
            if (isGuarded && !Forks.Enter(out mark, mayWait))
            {
                return -Errno.EAGAIN;
            }

            result = Request(buffer, length, flags);
        }
        while (isGuarded && !Forks.Accepts(mark, ref rounds));
        return IsRefusal(result) && _device is not null
            ? FallBack(result).GetRandom(buffer, length, flags)
            : result;
    }

    private nint Request(byte* buffer, nuint length, uint flags)
    {
        nint result;
        do
        {
            result = _kernel.GetRandom(buffer, length, flags);
        }
        while (result == -Errno.EINTR);
        return result;
    }

    /// <summary>Fills by system calls alone, or by what serves instead of them.</summary>
    internal void FillDirectly(byte* buffer, nuint length)
    {
        while (length > 0)
        {
            if (_fallback is { } fallback)
            {
                Activity.FellBack(FallbackReason.SyscallRefused);

                // A seccomp filter that refuses a system call can never be removed.
                fallback.Fill(buffer, length);
                return;
            }

            nuint piece = Math.Min(length, GetRandomAbi.MaxRequestBytes);
            nint result = _kernel.GetRandom(buffer, piece, 0);
            if (result > 0 && (nuint)result <= piece)
            {
                // Above 256 bytes a signal may cut a request short; the loop requests the rest.
                // Without a flag, any byte means that the generator is ready, now and for ever.
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FillSlowly(byte* buffer, nuint length)
    {
        int rounds = 0;
        ulong mark;
        do
        {
            _ = Forks.Enter(out mark);

            // Once the call is refused, there will never be a key.
            if (length > Crossover.FromSystemCallBytes && _fallback is null)
            {
                RequestPieces.Fill(new PieceSource(this), buffer, length);
            }
            else
            {
                FillDirectly(buffer, length);
            }
        }
        while (!Forks.Accepts(mark, ref rounds));
    }

    /// <summary>The calling thread's memory for keys, or 0 while it cannot have any.</summary>
    private nint LeaseKeys() => _keys.LeaseToThread(
        ref ThreadStates.Keys, ref ThreadStates.KeysPool, this);

    /// <summary>Whether the generator is known to be ready; if not, asks the kernel without
    /// waiting.</summary>
    public bool IsReady()
    {
        if (_isReady)
        {
            return true;
        }

        byte probe = 0;
        _isReady = _kernel.GetRandomQuick(&probe, 1, GetRandomAbi.GRND_NONBLOCK) == 1;
        return _isReady;
    }

    /// <summary>What serves instead of a refused system call; throws if nothing does.</summary>
    private IRandomBackend FallBack(nint result)
    {
        if (!IsRefusal(result) || _device is null)
        {
            throw new CryptographicException(DescribeRefusal(result));
        }

        using (_gate.EnterScope())
        {
            if (_fallback is { } opened)
            {
                return opened;
            }

            string refusal = DescribeRefusal(result);
            Attempt<DeviceBackend<TKernel>> attempt =
                DeviceBackend<TKernel>.TryOpen(_device, "", Forks);
            if (!attempt.Succeeded)
            {
                throw new CryptographicException($"{refusal} {attempt.Problem}");
            }

            // The reason comes first, so that whoever sees the fallback can explain it.
            Refusal = $"{refusal} The {attempt.Value.Info.Name} backend serves instead.";
            _fallback = attempt.Value;
            return attempt.Value;
        }
    }

    /// <summary>Whether the kernel refuses the call itself, not this request's arguments.</summary>
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

    /// <summary>Gives the pieces of large requests.</summary>
    private readonly struct PieceSource(SyscallBackend<TKernel> backend) : IPieceSource
    {
        public int MaxWithoutKey => Crossover.FromSystemCallBytes;

        public ExpansionReadiness Expansion => backend.Expansion;

        public byte* FindMemory()
        {
            nint keys = backend.LeaseKeys();
            if (keys == 0)
            {
                Activity.FellBack(backend.Shortcoming);
                return null;
            }

            return (byte*)keys + backend._keys.Geometry.MemoryOffset;
        }

        public bool TryGetKey(byte* key) =>
            backend._fallback is null
            && backend._kernel.GetRandomQuick(key, ChaCha20Blocks.KeyBytes, 0)
            == ChaCha20Blocks.KeyBytes;

        public void FillWithoutKey(byte* buffer, nuint length) =>
            backend.FillDirectly(buffer, length);
    }
}
