namespace VGetRandom.Kernel;

/// <summary>Memory that the kernel may drop, and that a forked child finds empty.</summary>
internal static class DroppableMemory
{
    /// <summary>Whether the kernel refuses a type of memory that does not exist. A kernel that
    /// accepts it may also take droppable memory for ordinary memory.</summary>
    public static bool IsKindHeeded<TKernel>(TKernel kernel, int pageSize)
        where TKernel : struct, IKernel
    {
        nint memory = kernel.Map(
            (nuint)pageSize,
            Libc.PROT_READ | Libc.PROT_WRITE,
            Libc.NoSuchMapType | Libc.MAP_ANONYMOUS);
        if (memory <= 0)
        {
            return true;
        }

        _ = kernel.Unmap(memory, (nuint)pageSize);
        return false;
    }
}
