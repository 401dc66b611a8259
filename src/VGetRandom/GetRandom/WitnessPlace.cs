namespace VGetRandom.GetRandom;

/// <summary>Where in an opaque state the key and the step lie, as an experiment found them.
/// </summary>
/// <param name="Offset">The first of the witness bytes, which change only with the key.</param>
/// <param name="Bytes">How many there are, <see cref="LeastBytes"/> to <see cref="MostBytes"/>.
/// </param>
/// <param name="StepOffset">A byte that changes with every request the function serves itself.
/// </param>
internal readonly record struct WitnessPlace(int Offset, int Bytes, int StepOffset)
{
    public const int LeastBytes = 32;
    public const int MostBytes = 64;
}
