using VGetRandom.GetRandom;
using VGetRandom.Kernel;
using VGetRandom.States;
using VGetRandom.Vdso;

namespace VGetRandom.Guest;

/// <summary>A prototype: what clones cannot share, mixed into what they do.</summary>
/// <remarks>
/// Numbers of the processor's own generator are combined with the kernel's by exclusive or, at
/// three places: every request, every key of a batch, every key of a large request. It is here to
/// be measured beside the library, see docs/DESIGN.md. Batches lie in ordinary memory, as they must
/// not in the library.
/// </remarks>
// SAFETY: buffers have the lengths that their spans say; the state and what lies behind it come
// from the pool, which keeps them.
internal sealed unsafe class MixedSource
{
    private const int BatchWords = 128;
    private static readonly delegate* unmanaged<ulong> s_hardware = MakeFunction();
    private readonly ulong[] _batch = new ulong[BatchWords];
    private readonly MixedKeys _keys;
    private readonly nint _expansion;
    private int _remaining;

    public MixedSource()
    {
        VdsoLocation location = VdsoLocator.Locate().Value!;
        var pool = new StatePool<LinuxKernel>(
            default, location.Parameters, Environment.SystemPageSize);
        nint state = pool.TryLease(Thread.CurrentThread);
        _expansion = state + pool.Geometry.MemoryOffset;
        _keys = new(location.Function, (void*)state, (nuint)location.Parameters.StateSize);
    }

    /// <summary>The processor's next number.</summary>
    public static ulong Hardware() => s_hardware();

    public static void EachRequest(Span<ulong> words) =>
        words[0] = KernelRandom.NextUInt64() ^ Hardware();

    public void EachBatch(Span<ulong> words)
    {
        if (_remaining == 0)
        {
            EachKey(_batch);
            _remaining = BatchWords;
        }

        words[0] = _batch[--_remaining];
    }

    public void EachKey(Span<ulong> words)
    {
        fixed (ulong* to = words)
        {
            if (!KeyExpansion.TryFill<DirectAccess, MixedKeys>(
                _keys, (byte*)to, words.Length * sizeof(ulong), (byte*)_expansion))
            {
                throw new InvalidOperationException("the kernel's function gives no key");
            }
        }
    }

    // rdrand rax; jnc back to it; ret
    private static delegate* unmanaged<ulong> MakeFunction()
    {
        ReadOnlySpan<byte> code = [0x48, 0x0F, 0xC7, 0xF0, 0x73, 0xFA, 0xC3];
        nint memory = Libc.mmap(
            0,
            (nuint)Environment.SystemPageSize,
            Libc.PROT_READ | Libc.PROT_WRITE | Libc.PROT_EXEC,
            Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS,
            -1,
            0);
        code.CopyTo(new Span<byte>((void*)memory, code.Length));
        return (delegate* unmanaged<ulong>)memory;
    }

    /// <summary>Fresh keys from the kernel's function, with the processor's numbers mixed in.
    /// </summary>
    private readonly struct MixedKeys(VdsoFunction function, void* state, nuint stateSize)
        : IKeySource
    {
        private const int KeyBytes = 32;

        public bool TryGetKey(byte* key)
        {
            if (function.Invoke(key, KeyBytes, 0, state, stateSize) != KeyBytes)
            {
                return false;
            }

            for (int i = 0; i < KeyBytes / sizeof(ulong); i++)
            {
                ((ulong*)key)[i] ^= Hardware();
            }

            return true;
        }
    }
}
