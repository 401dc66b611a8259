using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace VGetRandom.Cli.Output;

/// <summary>Native memory for random bytes, wiped before it is given back.</summary>
/// <remarks>
/// Not an array: the garbage collector moves those, and a copy left behind is never wiped.
/// </remarks>
internal sealed class NativeBuffer : IDisposable
{
    private readonly int _length;
    private nint _address;

    /// <param name="length">How many bytes, zeros at first.</param>
    /// <param name="alignment">A power of two that divides the first one's address.</param>
    public NativeBuffer(int length, int alignment = 64)
    {
        _length = length;

        // SAFETY: the allocation returns length bytes or throws, and it is those that are cleared.
        unsafe
        {
            _address = (nint)NativeMemory.AlignedAlloc((nuint)length, (nuint)alignment);
            NativeMemory.Clear((void*)_address, (nuint)length);
        }
    }

    /// <summary>All of it, until <see cref="Dispose"/>.</summary>
    public Span<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_address == 0, this);

            // SAFETY: the constructor allocated _length bytes, and only Dispose frees them.
            unsafe
            {
                return new Span<byte>((void*)_address, _length);
            }
        }
    }

    public void Dispose()
    {
        if (_address == 0)
        {
            return;
        }

        CryptographicOperations.ZeroMemory(Bytes);

        // SAFETY: allocated by the constructor, and freed once: the address is cleared with it.
        unsafe
        {
            NativeMemory.AlignedFree((void*)_address);
        }

        _address = 0;
    }
}
