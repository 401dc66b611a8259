using VGetRandom.ChaCha20;
using VGetRandom.Generator;

namespace VGetRandom.Simulator.Subjects;

/// <summary>The place of the witness that an experiment would find for the simulated
/// function.</summary>
internal static class KnownPlace
{
    /// <summary>Every layout ends with the key, the generation and a word that begins with the
    /// step.</summary>
    public static WitnessPlace In(int stateBytes)
    {
        int step = stateBytes - sizeof(ulong);
        int bytes = ChaCha20Blocks.KeyBytes + sizeof(ulong);
        return new(step - bytes, bytes, step, step - sizeof(ulong));
    }
}
