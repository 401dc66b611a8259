using System.Reflection;
using VGetRandom.Kernel;

namespace VGetRandom.Simulator.World;

/// <summary>The static memory of a process, which is all zeros when it starts.</summary>
// SAFETY: what is mapped stays so until Dispose.
internal sealed unsafe class Statics : IDisposable
{
    private const BindingFlags All =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly Dictionary<Type, (nint Address, nuint Length)> _structs = [];

    /// <summary>Sets a class's static numbers to 0, as at the start of a process.</summary>
    public static void Reset(Type type)
    {
        foreach (FieldInfo field in type.GetFields(All))
        {
            if (!field.IsLiteral && !field.IsInitOnly && field.FieldType.IsPrimitive)
            {
                field.SetValue(null, Activator.CreateInstance(field.FieldType));
            }
        }
    }

    /// <summary>Sets all structs to zeros.</summary>
    public void Reset()
    {
        foreach ((nint address, nuint length) in _structs.Values)
        {
            _ = default(LinuxKernel).Advise(address, length, Libc.MADV_DONTNEED);
        }
    }

    /// <summary>Where a static struct lies.</summary>
    public void* Of<T>()
        where T : unmanaged
    {
        if (!_structs.TryGetValue(typeof(T), out (nint Address, nuint Length) found))
        {
            found = (
                default(LinuxKernel).Map(
                    (nuint)sizeof(T),
                    Libc.PROT_READ | Libc.PROT_WRITE,
                    Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS),
                (nuint)sizeof(T));
            _structs.Add(typeof(T), found);
        }

        return (void*)found.Address;
    }

    public void Dispose()
    {
        foreach ((nint address, nuint length) in _structs.Values)
        {
            _ = default(LinuxKernel).Unmap(address, length);
        }
    }
}
