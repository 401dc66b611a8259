namespace VGetRandom.Kernel;

/// <summary>What the kernel says an opaque state needs.</summary>
/// <param name="StateSize">Bytes in one opaque state.</param>
/// <param name="Protection">mmap's protection for the memory that holds states.</param>
/// <param name="Flags">mmap's flags for the memory that holds states.</param>
internal sealed record VdsoParameters(int StateSize, int Protection, int Flags)
{
    /// <summary>Asks the function for its parameters; refuses answers of no use.</summary>
    public static Attempt<VdsoParameters> Query<TFunction>(TFunction function, int pageSize)
        where TFunction : struct, IVdsoFunction
    {
        VdsoReply reply = VdsoReply.Ask(function);
        if (reply.IsUsable(pageSize))
        {
            return new VdsoParameters(
                (int)reply.StateSize, (int)reply.Protection, (int)reply.Flags);
        }

        string fault =
            !reply.IsAnswer
                ? $"answered {reply.Result} when asked for its parameters, not 0."
            : !reply.HasUsableSize(pageSize)
                ? $"asks for states of {reply.StateSize} bytes, with pages of {pageSize}."
            : !reply.HasUsableProtection
                ? $"asks for state memory with protection 0x{reply.Protection:x}, which is not "
                    + "read and write."
                : $"asks for state memory with mmap flags 0x{reply.Flags:x}, which is not "
                    + "anonymous droppable memory.";
        return new Problem($"the vDSO function {fault}");
    }
}
