namespace VGetRandom.OpenSsl.Abi;

/// <summary>OSSL_PARAM(3): a named value that is asked for. The last of an array has no name.
/// </summary>
// SAFETY: OpenSSL vouches for a name that ends with a zero, and for DataBytes at Data.
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

    /// <summary>One that says what may be asked for.</summary>
    public Parameter(ReadOnlySpan<byte> name, uint type)
    {
        Name = Text.Of(name);
        _type = type;
        _data = null;
        _dataBytes = 0;

        // What OpenSSL has where nobody set a value yet.
        _returnedBytes = nuint.MaxValue;
    }

    /// <summary>Whether this is the one of a name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            // Compared first: it is what ends the reading at the end of a shorter name.
            if (Name[i] != name[i])
            {
                return false;
            }
        }

        return Name[name.Length] == 0;
    }

    /// <summary>Answers with a number.</summary>
    /// <returns>False where it was asked for as something else, or has no room.</returns>
    public bool TrySet(ulong value)
    {
        if (_type is not (Integer or UnsignedInteger))
        {
            return false;
        }

        if (_data == null)
        {
            _returnedBytes = sizeof(ulong);
            return true;
        }

        switch (_dataBytes)
        {
            case sizeof(uint) when value <= (_type == Integer ? int.MaxValue : uint.MaxValue):
                *(uint*)_data = (uint)value;
                break;
            case sizeof(ulong) when _type == UnsignedInteger || value <= long.MaxValue:
                *(ulong*)_data = value;
                break;
            default:
                return false;
        }

        _returnedBytes = _dataBytes;
        return true;
    }

    /// <summary>Answers with the address of a text that stays.</summary>
    /// <returns>False where it was asked for as something else.</returns>
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
