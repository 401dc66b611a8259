using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.Simulator.Subjects;
using VGetRandom.Simulator.World;

// Backends and the C interface find this before the library's own.
namespace VGetRandom;

/// <summary>Stands in for the search for the witness. It makes one request, because the places are
/// known.</summary>
// SAFETY: the machine checks every address.
internal readonly unsafe struct WitnessSearch<TFunction>(
    TFunction function, byte* state, int stateBytes, byte* memory)
    where TFunction : struct, IVdsoFunction
{
    public WitnessVerdict Find(out WitnessPlace place)
    {
        place = KnownPlace.In(stateBytes);
        byte* answer = ShortMemory.Answer(memory);
        WitnessVerdict verdict =
            function.Invoke(answer, 1, 0, state, (nuint)stateBytes) != 1 ? WitnessVerdict.Unserved
            : SimulatedAccess.ReadByte(state + place.StepOffset) == 0 ? WitnessVerdict.NoNewKey
            : WitnessVerdict.Found;
        SimulatedAccess.Clear(state, (uint)stateBytes);
        SimulatedAccess.Clear(memory, (uint)ShortMemory.Bytes);
        return verdict;
    }
}
