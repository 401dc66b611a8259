using System.Runtime.InteropServices;
using VGetRandom.Kernel;

namespace VGetRandom.Managed.Search;

/// <summary>A state and a buffer to try a function with: set, request, look.</summary>
/// <remarks>Knows nothing about the state but its size. All bytes drawn here are thrown away;
/// nobody gets them as random numbers.</remarks>
internal class VdsoTrial<TFunction> : IDisposable
    where TFunction : struct, IVdsoFunction
{
    // Long enough that no two of 2^20 outputs are equal by chance; short enough to leave most of a
    // batch, and to be requested while the garbage collector waits.
    public const int RequestBytes = 16;

    private readonly TFunction _function;
    private readonly int _stateBytes;
    private readonly int _pageSize = Environment.SystemPageSize;

    // Pinned, with one page to spare: one page for the state, so that it straddles none, and one
    // for the buffer.
    private readonly byte[] _memory;
    private readonly int _start;

    /// <param name="function">The function.</param>
    /// <param name="stateBytes">Bytes in a state, at most a page.</param>
    public VdsoTrial(TFunction function, int stateBytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stateBytes, _pageSize);
        _function = function;
        _stateBytes = stateBytes;
        _memory = GC.AllocateArray<byte>(3 * _pageSize, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0);
        _start = (int)(-address & (_pageSize - 1));
    }

    /// <summary>The state on which requests are made.</summary>
    public Span<byte> State => Memory(0, _stateBytes);

    /// <summary>What the last request wrote.</summary>
    public UInt128 Output => MemoryMarshal.Read<UInt128>(Memory(_pageSize, RequestBytes));

    /// <summary>What the last request returned.</summary>
    public nint Result { get; private set; }

    /// <summary>Whether a request wrote anything outside the state and the buffer.</summary>
    public bool HasStrayWrites =>
        Memory(_stateBytes, _pageSize - _stateBytes).ContainsAnyExcept((byte)0)
        || Memory(_pageSize + RequestBytes, _pageSize - RequestBytes).ContainsAnyExcept((byte)0);

    /// <summary>Makes a request on a copy of a state.</summary>
    /// <returns>Whether the buffer was filled, as far as the return value tells.</returns>
    public bool Request(ReadOnlySpan<byte> state)
    {
        state.CopyTo(State);
        Memory(_pageSize, RequestBytes).Clear();

        // SAFETY: the array is pinned and lives as long as this object; RequestBytes of buffer and
        // _stateBytes of state each lie within one page of it.
        unsafe
        {
            fixed (byte* memory = Memory(0, 2 * _pageSize))
            {
                Result = _function.Invoke(
                    memory + _pageSize, RequestBytes, 0, memory, (nuint)_stateBytes);
            }
        }

        return Result == RequestBytes;
    }

    public void Dispose() => Array.Clear(_memory);

    private Span<byte> Memory(int offset, int length) => _memory.AsSpan(_start + offset, length);
}
