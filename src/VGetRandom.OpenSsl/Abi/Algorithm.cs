namespace VGetRandom.OpenSsl.Abi;

/// <summary>OSSL_ALGORITHM: an implementation and its names. The last of a table is all zeros.
/// </summary>
// SAFETY: the pointers are to texts and tables that stay for as long as the process.
internal unsafe struct Algorithm
{
    public byte* Names;
    public byte* Properties;
    public Dispatch* Functions;
    public byte* Description;
}
