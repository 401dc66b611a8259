namespace VGetRandom.OpenSsl.Abi;

/// <summary>OSSL_PARAM(3): a named value that OpenSSL asks for. No name ends an array.</summary>
// SAFETY: OpenSSL guarantees a name that ends with a zero, and _dataBytes at _data.
internal unsafe struct Parameter
{
    public const uint Integer = 1;
    public const uint UnsignedInteger = 2;
    public const uint TextAddress = 6;

    public readonly byte* Name;
    private readonly uint _type;
    private readonly void* _data;
    private readonly nuint _dataBytes;
    private nuint _returnedBytes;

    /// <summary>Declares a value that OpenSSL may ask for.</summary>
    public Parameter(ReadOnlySpan<byte> name, uint type)
    {
        Name = Text.Of(name);
        _type = type;
        _data = null;
        _dataBytes = 0;

        // OpenSSL's mark for a value that nobody has set.
        _returnedBytes = nuint.MaxValue;
    }

    /// <summary>Whether the parameter has this name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            // Compare first: at the end of a shorter name, this stops the reading.
            if (Name[i] != name[i])
            {
                return false;
            }
        }

        return Name[name.Length] == 0;
    }

    /// <summary>Answers with a number, in as many bytes as there is room for.</summary>
    /// <returns>False if OpenSSL asked for another type, or the number does not fit.</returns>
    public bool TrySet(ulong value)
    {
        if (_type is not (Integer or UnsignedInteger))
        {
            return false;
        }

        // A caller without enough room learns how much it needs.
        _returnedBytes = value <= int.MaxValue ? sizeof(uint) : (nuint)sizeof(ulong);
        if (_data == null)
        {
            return true;
        }

        nuint bits = (8 * _dataBytes) - (_type == Integer ? 1u : 0);
        if (_dataBytes == 0 || (bits < 64 && value >> (int)bits != 0))
        {
            return false;
        }

        for (nuint i = 0; i < _dataBytes; i++)
        {
            ((byte*)_data)[i] = i < sizeof(ulong) ? (byte)(value >> (8 * (int)i)) : (byte)0;
        }

        _returnedBytes = _dataBytes;
        return true;
    }

    /// <summary>Answers with the address of a text that stays.</summary>
    /// <returns>False if OpenSSL asked for another type.</returns>
    public bool TrySet(byte* text)
    {
        if (_type != TextAddress)
        {
            return false;
        }

        if (_data != null)
        {
            *(byte**)_data = text;
        }

        nuint length = 0;
        while (text[length] != 0)
        {
            length++;
        }

        _returnedBytes = length;
        return true;
    }
}
