namespace VGetRandom.OpenSsl.Abi;

/// <summary>OSSL_ITEM: a number and its text. All zeros end a table.</summary>
// SAFETY: the text lives as long as the process.
internal unsafe struct Item
{
    public uint Id;
    public byte* Text;
}
