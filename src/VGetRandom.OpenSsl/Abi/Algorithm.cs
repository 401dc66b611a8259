namespace VGetRandom.OpenSsl.Abi;

/// <summary>OSSL_ALGORITHM: an implementation and its names. All zeros end a table.</summary>
// SAFETY: the pointers lead to texts and tables that live as long as the process.
internal unsafe struct Algorithm
{
    public byte* Names;
    public byte* Properties;
    public Dispatch* Functions;
    public byte* Description;
}
