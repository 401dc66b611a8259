namespace VGetRandom.Native;

/// <summary>Units for the short memory, whose states lie closer together.</summary>
internal static class StateUnit
{
    public const int Bits = 8;

    public const int EntryBytes = 2;
}
