using System.Reflection;

namespace VGetRandom.Simulator.World;

/// <summary>The static memory of a process, which is all zeros when it starts.</summary>
// SAFETY: what is mapped stays so until the memory is disposed of.
internal sealed unsafe class Statics(Memory memory)
{
    private const BindingFlags All =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly Dictionary<Type, FieldInfo[]> _numbers = [];
    private readonly Dictionary<Type, nint> _structs = [];

    /// <summary>Sets a class's static numbers to 0, as at the start of a process.</summary>
    public void Reset(Type type)
    {
        if (!_numbers.TryGetValue(type, out FieldInfo[]? fields))
        {
            fields =
            [
                .. type.GetFields(All).Where(field =>
                    !field.IsLiteral && !field.IsInitOnly && field.FieldType.IsPrimitive),
            ];
            _numbers.Add(type, fields);
        }

        foreach (FieldInfo field in fields)
        {
            field.SetValue(null, Activator.CreateInstance(field.FieldType));
        }
    }

    /// <summary>Returns the address of the static struct with that name, or null.</summary>
    public void* Find(Type owner, string name) =>
        (void*)_structs.FirstOrDefault(
            each => each.Key.DeclaringType == owner && each.Key.Name == name).Value;

    /// <summary>Returns the address of a static struct.</summary>
    public void* Of<T>()
        where T : unmanaged
    {
        if (!_structs.TryGetValue(typeof(T), out nint address))
        {
            address = memory.MapTable((nuint)sizeof(T), isKept: true);
            _structs.Add(typeof(T), address);
        }

        return (void*)address;
    }
}
