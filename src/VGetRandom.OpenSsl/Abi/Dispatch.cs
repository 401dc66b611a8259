namespace VGetRandom.OpenSsl.Abi;

/// <summary>OSSL_DISPATCH: a function and its purpose. All zeros end a table.</summary>
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
