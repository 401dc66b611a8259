namespace VGetRandom.Native;

/// <summary>Units for the short memory, whose states lie closer to each other.</summary>
internal static class StateUnit
{
    public const int Bits = 8;

    public const int EntryBytes = 2;
}
