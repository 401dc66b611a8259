namespace VGetRandom.OpenSsl.Abi;

/// <summary>OSSL_ITEM: a number and its text. The last of a table is all zeros.</summary>
// SAFETY: the text stays for as long as the process.
internal unsafe struct Item
{
    public uint Id;
    public byte* Text;
}
