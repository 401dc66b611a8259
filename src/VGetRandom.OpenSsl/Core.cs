using System.Runtime.CompilerServices;
using VGetRandom.OpenSsl.Abi;
using Library = VGetRandom.Native.Exports;

namespace VGetRandom.OpenSsl;

/// <summary>One loading of this provider, and what OpenSSL's core lends it.</summary>
/// <remarks>Nothing of libcrypto is linked, because a program may have loaded it privately. All
/// that is needed comes with the core's table: provider-base(7).</remarks>
// SAFETY: the core's functions are called as their documentation asks, with numbers and pointers
// passed as C passes them.
internal unsafe struct Core
{
    private nint _handle;
    private delegate*<nuint, byte*, int, void*> _allocate;
    private delegate*<void*, byte*, int, void> _free;
    private delegate*<nuint, byte*, int, void*> _allocateSecure;
    private delegate*<void*, nuint, byte*, int, void> _freeSecure;
    private delegate*<nint, void> _newError;
    private delegate*<nint, byte*, int, byte*, void> _setErrorPlace;
    private delegate*<nint, uint, byte*, void*, void> _setError;
    private int _hasServed;

    /// <summary>Whether a program got output from here. Seeds and nonces of other generators do not
    /// count, because those then go on by themselves.</summary>
    public readonly bool HasServed => _hasServed != 0;

    // The file name that OpenSSL notes with an error or an allocation.
    private static byte* Name => Text.Of("vgetrandom"u8);

    /// <summary>Makes one from what the core passes.</summary>
    /// <returns>Null if the core passes too little, or has no memory.</returns>
    public static Core* Create(nint handle, Dispatch* functions)
    {
        Core found = default;
        found._handle = handle;
        for (; functions->Function != 0; functions++)
        {
            found.Take(*functions);
        }

        if (found._allocate == null
            || found._free == null
            || found._allocateSecure == null
            || found._freeSecure == null
            || found._newError == null
            || found._setErrorPlace == null
            || found._setError == null)
        {
            return null;
        }

        var core = (Core*)found.Allocate((nuint)sizeof(Core));
        if (core != null)
        {
            *core = found;
        }

        return core;
    }

    /// <summary>Allocates memory of all zeros; null if there is none.</summary>
    public readonly void* Allocate(nuint length) => _allocate(length, Name, 0);

    public readonly void Free(void* memory) => _free(memory, Name, 0);

    /// <summary>Allocates memory for a seed: locked, if the program has set up such memory.
    /// </summary>
    public readonly byte* AllocateSecure(nuint length) =>
        (byte*)_allocateSecure(length, Name, 0);

    /// <summary>Wipes the memory and frees it.</summary>
    public readonly void FreeSecure(void* memory, nuint length) =>
        _freeSecure(memory, length, Name, 0);

    /// <summary>Fills the whole buffer, or fails; then nothing in it may be used.</summary>
    /// <returns>1, or 0 with an error in OpenSSL's queue.</returns>
    public readonly int Fill(byte* buffer, nuint length)
    {
        int result = Library.Fill(buffer, length);
        return result == 0 ? 1 : Fail(FailureReason.Refused, -result);
    }

    /// <summary>Fills a program's buffer, and notes that this provider has served.</summary>
    public int Serve(byte* buffer, nuint length)
    {
        int isFilled = Fill(buffer, length);

        // Read first, so that threads do not take the cache line from each other at each request.
        if (isFilled != 0 && _hasServed == 0)
        {
            _hasServed = 1;
        }

        return isFilled;
    }

    /// <summary>Puts an error into OpenSSL's queue.</summary>
    /// <param name="reason">One of <see cref="FailureReason"/>.</param>
    /// <param name="errno">The kernel's errno, or 0.</param>
    /// <returns>0, which OpenSSL takes for failure.</returns>
    public readonly int Fail(uint reason, int errno = 0)
    {
        // The format has no conversions, so nobody reads the argument list. It is passed by
        // address, and copied on some processors.
        var noArguments = default(ErrorData);
        var data = default(ErrorData);
        byte* text = (byte*)&data;
        if (errno != 0)
        {
            Write(text, errno);
        }

        _newError(_handle);
        _setErrorPlace(_handle, Name, 0, Text.Of("RAND"u8));
        _setError(_handle, reason, errno != 0 ? text : null, &noArguments);
        return 0;
    }

    private static void Write(byte* text, int errno)
    {
        ReadOnlySpan<byte> prefix = "errno "u8;
        for (int i = 0; i < prefix.Length; i++)
        {
            text[i] = prefix[i];
        }

        int digits = 1;
        for (int rest = errno / 10; rest > 0; rest /= 10)
        {
            digits++;
        }

        for (int i = digits - 1; i >= 0; i--)
        {
            text[prefix.Length + i] = (byte)('0' + (errno % 10));
            errno /= 10;
        }
    }

    private void Take(Dispatch function)
    {
        switch (function.Function)
        {
            case FunctionNumber.OfCore.NewError:
                _newError = (delegate*<nint, void>)function.Address;
                break;
            case FunctionNumber.OfCore.SetErrorDebug:
                _setErrorPlace = (delegate*<nint, byte*, int, byte*, void>)function.Address;
                break;
            case FunctionNumber.OfCore.VSetError:
                _setError = (delegate*<nint, uint, byte*, void*, void>)function.Address;
                break;
            case FunctionNumber.OfCore.ZeroedMalloc:
                _allocate = (delegate*<nuint, byte*, int, void*>)function.Address;
                break;
            case FunctionNumber.OfCore.Free:
                _free = (delegate*<void*, byte*, int, void>)function.Address;
                break;
            case FunctionNumber.OfCore.SecureMalloc:
                _allocateSecure = (delegate*<nuint, byte*, int, void*>)function.Address;
                break;
            case FunctionNumber.OfCore.SecureClearFree:
                _freeSecure = (delegate*<void*, nuint, byte*, int, void>)function.Address;
                break;
        }
    }

    [InlineArray(32)]
    private struct ErrorData
    {
        private byte _first;
    }
}
