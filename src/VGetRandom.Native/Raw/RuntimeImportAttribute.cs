namespace System.Runtime;

/// <summary>Declares a C function for a direct call: no transition out of a runtime.</summary>
/// <remarks>The NativeAOT compiler recognises this attribute by its name; the base library's own is
/// not public. Numbers and pointers are passed as C passes them.</remarks>
/// <param name="library">Where the function is; "*" for whatever the linker finds.</param>
/// <param name="entryPoint">The C name.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RuntimeImportAttribute(string library, string entryPoint) : Attribute
{
    public string Library { get; } = library;

    public string EntryPoint { get; } = entryPoint;
}
