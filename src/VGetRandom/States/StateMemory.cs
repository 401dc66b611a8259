using VGetRandom.Kernel;

namespace VGetRandom.States;

/// <summary>What a pool's memory is for, and how to ask the kernel for it.</summary>
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

    /// <summary>Bytes of our own memory behind each state.</summary>
    public int OwnBytes { get; }

    /// <summary>The purpose, as a message about a shortage names it.</summary>
    public string Purpose => _parameters is null ? "the keys of large requests" : "states";

    /// <summary>The memory that the kernel's function asks for, whatever that is.</summary>
    public static StateMemory For(VdsoParameters parameters, int ownBytes) =>
        new(parameters, ownBytes);

    /// <summary>No states, only memory for keys: without a function, nothing says in what memory
    /// states must lie.</summary>
    public static StateMemory ForKeysAlone(int ownBytes) => new(null, ownBytes);

    /// <summary>Maps new memory.</summary>
    /// <returns>The address, or the negative errno of the last attempt.</returns>
    public nint Map<TKernel>(TKernel kernel, nuint length)
        where TKernel : struct, IKernel
    {
        return _parameters is not null
            ? kernel.Map(length, _parameters.Protection, _parameters.Flags)
            : MapForKeys(kernel, length);
    }

    /// <summary>Maps new memory for keys alone.</summary>
    /// <returns>The address, or the negative errno of the last attempt.</returns>
    public static nint MapForKeys<TKernel>(TKernel kernel, nuint length)
        where TKernel : struct, IKernel
    {
        // Kernels before 6.11 do not know droppable memory, and refuse its type with EINVAL.
        nint memory = MapWiped(kernel, length, Libc.MAP_DROPPABLE);
        return memory > 0 ? memory : MapWiped(kernel, length, Libc.MAP_PRIVATE);
    }

    /// <summary>Maps memory that a forked child finds zeroed, and that core dumps leave out.
    /// </summary>
    private static nint MapWiped<TKernel>(TKernel kernel, nuint length, int type)
        where TKernel : struct, IKernel
    {
        nint memory = kernel.Map(
            length, Libc.PROT_READ | Libc.PROT_WRITE, type | Libc.MAP_ANONYMOUS);
        if (memory <= 0)
        {
            return memory;
        }

        // Droppable memory has both properties by itself. Ask anyway: an emulator that takes an
        // unknown type for ordinary memory must not get a key to keep.
        int refusal = kernel.Advise(memory, length, Libc.MADV_WIPEONFORK);
        if (refusal == 0)
        {
            refusal = kernel.Advise(memory, length, Libc.MADV_DONTDUMP);
        }

        // Some emulators accept any advice and follow none.
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
