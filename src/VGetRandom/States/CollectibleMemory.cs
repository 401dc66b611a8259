using VGetRandom.Kernel;

namespace VGetRandom.States;

/// <summary>Unmaps the memory of states once this library has been unloaded.</summary>
/// <remarks>
/// Only a collectible AssemblyLoadContext can unload it. After Unload, threads may still draw on
/// their states. Their stacks keep the context alive, and the context keeps this object. So when
/// the finalizer runs, no thread is within a request, and none can begin one.
/// </remarks>
internal sealed class CollectibleMemory
{
    private static readonly CollectibleMemory? s_instance =
        typeof(CollectibleMemory).Assembly.IsCollectible ? new() : null;

    private readonly PatientLock _gate = new();
    private readonly List<(nint Start, nuint Length)> _mappings = [];

    ~CollectibleMemory()
    {
        foreach ((nint start, nuint length) in _mappings)
        {
            _ = default(LinuxKernel).Unmap(start, length);
        }
    }

    /// <summary>Notes memory that nothing else will unmap.</summary>
    public static void Add(nint start, nuint length)
    {
        if (s_instance is { } memory)
        {
            using (memory._gate.EnterScope())
            {
                memory._mappings.Add((start, length));
            }
        }
    }
}
