namespace VGetRandom.Simulator.World;

/// <summary>Memory wiped in one go, which is a step for each word.</summary>
// SAFETY: the machine checks every address.
internal static unsafe class SimulatedMemory
{
    public static void Clear(void* address, nuint count) =>
        SimulatedAccess.Clear((byte*)address, (uint)count);
}
