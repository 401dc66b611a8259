namespace VGetRandom.OpenSsl.Abi;

/// <summary>OSSL_DISPATCH: a function and what it is for. The last of a table is all zeros.
/// </summary>
internal struct Dispatch
{
    public int Function;
    public nint Address;

    public Dispatch(int function, nint address)
    {
        Function = function;
        Address = address;
    }
}
