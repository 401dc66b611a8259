namespace VGetRandom.Analyzers;

/// <summary>The names of the library's own types and members.</summary>
internal static class KernelNames
{
    public const string Random = "VGetRandom.KernelRandom";
    public const string Generator = "VGetRandom.KernelRandomNumberGenerator";

    /// <summary>The property of KernelRandom that is a System.Random.</summary>
    public const string Instance = "Random";

    /// <summary>The property of KernelRandomNumberGenerator that all code may share.</summary>
    public const string Shared = "Shared";
}
