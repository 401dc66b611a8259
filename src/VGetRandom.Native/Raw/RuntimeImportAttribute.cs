namespace System.Runtime;

/// <summary>Declares a C function and calls it as it is: no transition out of a runtime.</summary>
/// <remarks>
/// The NativeAOT compiler knows this attribute by its name; the base library keeps its own to
/// itself. Numbers and pointers are passed as C passes them.
/// </remarks>
/// <param name="library">Where the function is; "*" for what the linker finds.</param>
/// <param name="entryPoint">The C name.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RuntimeImportAttribute(string library, string entryPoint) : Attribute
{
    public string Library { get; } = library;

    public string EntryPoint { get; } = entryPoint;
}
