namespace VGetRandom.Simulator.World;

/// <summary>Wipes memory in one call, which takes a step for each word.</summary>
// SAFETY: the machine checks every address.
internal static unsafe class SimulatedMemory
{
    public static void Clear(void* address, nuint count) =>
        SimulatedAccess.Clear((byte*)address, (uint)count);
}
