using VGetRandom.Kernel;

namespace VGetRandom.States;

/// <summary>What a pool's memory is for, and how the kernel is asked for it.</summary>
internal sealed class StateMemory
{
    private readonly VdsoParameters? _parameters;

    private StateMemory(VdsoParameters? parameters, int ownBytes)
    {
        _parameters = parameters;
        OwnBytes = ownBytes;
    }

    /// <summary>Bytes in a state.</summary>
    public int StateSize => _parameters?.StateSize ?? 0;

    /// <summary>Bytes of our own behind each state.</summary>
    public int OwnBytes { get; }

    /// <summary>What it is for, in a sentence about a shortage.</summary>
    public string Purpose => _parameters is null ? "the keys of large requests" : "states";

    /// <summary>The memory that the kernel's function asks for, whatever it is.</summary>
    public static StateMemory For(VdsoParameters parameters, int ownBytes) =>
        new(parameters, ownBytes);

    /// <summary>
    /// No states: for those who have no function that would say in what memory they must lie.
    /// </summary>
    public static StateMemory ForKeysAlone(int ownBytes) => new(null, ownBytes);

    /// <summary>Maps new memory.</summary>
    /// <returns>The address, or the negative errno of the last thing that was tried.</returns>
    public nint Map<TKernel>(TKernel kernel, nuint length)
        where TKernel : struct, IKernel
    {
        return _parameters is not null
            ? kernel.Map(length, _parameters.Protection, _parameters.Flags)
            : MapForKeys(kernel, length);
    }

    /// <summary>Maps new memory for keys alone.</summary>
    /// <returns>The address, or the negative errno of the last thing that was tried.</returns>
    public static nint MapForKeys<TKernel>(TKernel kernel, nuint length)
        where TKernel : struct, IKernel
    {
        // Kernels before 6.11 know no droppable memory: to them it is a type without a meaning,
        // and EINVAL.
        nint memory = MapWiped(kernel, length, Libc.MAP_DROPPABLE);
        return memory > 0 ? memory : MapWiped(kernel, length, Libc.MAP_PRIVATE);
    }

    /// <summary>Maps memory that a forked child finds zeroed, and that is not dumped.</summary>
    private static nint MapWiped<TKernel>(TKernel kernel, nuint length, int type)
        where TKernel : struct, IKernel
    {
        nint memory = kernel.Map(
            length, Libc.PROT_READ | Libc.PROT_WRITE, type | Libc.MAP_ANONYMOUS);
        if (memory <= 0)
        {
            return memory;
        }

        // Droppable memory has both properties without being asked. It is asked all the same: an
        // emulator that takes an unknown type for ordinary memory must not get a key to keep.
        int refusal = kernel.Advise(memory, length, Libc.MADV_WIPEONFORK);
        if (refusal == 0)
        {
            refusal = kernel.Advise(memory, length, Libc.MADV_DONTDUMP);
        }

        // There are emulators that say yes to any advice and follow none.
        if (refusal == 0 && kernel.Advise(memory, length, Libc.NoSuchAdvice) == 0)
        {
            refusal = -Errno.ENOSYS;
        }

        if (refusal != 0)
        {
            _ = kernel.Unmap(memory, length);
            return refusal;
        }

        return memory;
    }
}
