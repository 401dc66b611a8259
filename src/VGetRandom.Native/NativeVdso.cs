using System.Runtime.InteropServices;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.States;
using VGetRandom.Vdso;

namespace VGetRandom.Native;

/// <summary>Where this process's random bytes come from, found once, when the library is loaded.
/// </summary>
/// <remarks>
/// Before that, all is zero: there is no function, and every request is a system call. A
/// constructor that runs earlier and allocates states has it found then. These are plain numbers,
/// because an object would need a runtime.
/// </remarks>
internal static class NativeVdso
{
    /// <summary>The kernel's function, or 0 if there is none.</summary>
    public static nint Function;

    /// <summary>Bytes in one of its states, or 0 if there is no function.</summary>
    public static int StateBytes;

    /// <summary>Bytes from one state to the next.</summary>
    public static int Stride;

    /// <summary>Where the generator's memory begins, in bytes from the state.</summary>
    public static int MemoryOffset;

    /// <summary>Whether the function vouches for batches, and where in a state to look.</summary>
    public static WitnessSchedule Schedule;

    /// <summary>Bytes in a page.</summary>
    public static int PageSize;

    private static int s_protection;
    private static int s_flags;

    /// <summary>Finds the function, and works out how states lie in memory.</summary>
    public static void Find()
    {
        // Two callers at once find the same. A caller that needs only part of the result checks the
        // stride.
        if (Volatile.Read(ref Stride) != 0)
        {
            return;
        }

        // Before the first state, because the length of a batch must not change under a state.
        Processor.Find();
        PageSize = (int)RawLibc.AuxiliaryValue(RawLibc.AT_PAGESZ);
        NativeForks.Find(PageSize);
        Reason.Set(FindFunction(out nint function, out VdsoReply reply));
        StateBytes = (int)reply.StateSize;
        s_protection = (int)reply.Protection;
        s_flags = (int)reply.Flags;
        var geometry = new StateGeometry(
            StateBytes,
            StateBytes == 0 ? KeyExpansion.Bytes : GeneratorMemory.Bytes,
            PageSize);
        MemoryOffset = geometry.MemoryOffset;
        Function = function;
        Volatile.Write(ref Stride, Math.Max(geometry.Stride, StateTable.UnitBytes));
    }

    /// <summary>Maps new memory for states.</summary>
    /// <returns>The address, or a negative errno.</returns>
    public static nint Map(nuint length) => Function != 0
        ? default(NativeKernel).Map(length, s_protection, s_flags)
        : StateMemory.MapForKeys(default(NativeKernel), length);

    /// <returns>Null, or why there is no function.</returns>
    private static string? FindFunction(out nint function, out VdsoReply reply)
    {
        function = 0;
        reply = default;
        if (VdsoSymbol.For(RuntimeInformation.ProcessArchitecture) is not { } symbol)
        {
            return "no kernel has a vDSO getrandom for this processor";
        }

        if (!symbol.ReportsErrorsAsNegative)
        {
            return "on this processor the vDSO's getrandom reports an error as a positive number";
        }

        nint image = (nint)RawLibc.AuxiliaryValue(Libc.AT_SYSINFO_EHDR);
        if (image == 0)
        {
            return "the kernel gave this process no vDSO";
        }

        Attempt<int> offset = VdsoLocator.FindInLiveImage(
            default(NativeKernel), image, symbol, PageSize);
        if (!offset.Succeeded)
        {
            return offset.Problem;
        }

        nint found = image + offset.Value;
        if (!NativeFunction.CanCall(found))
        {
            return "its getrandom is not aligned";
        }

        VdsoReply asked = VdsoReply.Ask(new NativeFunction(found));
        if (!asked.IsUsable(PageSize)
            || asked.StateSize > (uint)StateGeometry.MaxStateSize(GeneratorMemory.Bytes, PageSize))
        {
            return "its getrandom asks for state memory that cannot be had";
        }

        if (!DroppableMemory.IsKindHeeded(default(NativeKernel), PageSize))
        {
            return "mmap(2) gives memory of a kind that does not exist";
        }

        function = found;
        reply = asked;
        return null;
    }
}
