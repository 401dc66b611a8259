namespace System.Runtime;

/// <summary>Gives a method a C name and nothing else: no transition into a runtime.</summary>
/// <remarks>
/// The NativeAOT compiler recognises this attribute by its name; the base library's own is not
/// public. Such a method may not allocate, throw, or use a static that needs a constructor.
/// </remarks>
/// <param name="entryPoint">The C name.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RuntimeExportAttribute(string entryPoint) : Attribute
{
    public string EntryPoint { get; } = entryPoint;
}
