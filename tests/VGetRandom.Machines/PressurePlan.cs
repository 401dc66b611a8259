namespace VGetRandom.Machines;

/// <summary>A machine with so little memory that the kernel takes the states' pages.</summary>
internal static class PressurePlan
{
    private const int Megabytes = 160;
    private const int Drops = 100;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    public static Row Run(string folder, Kernel kernel)
    {
        string[] backends = kernel.HasManaged ? ["vdso", "managed"] : ["vdso"];
        string[] steps = [.. backends.Select(name => $"/init,pressure,{name},{Drops}")];
        Transcript transcript = VirtualMachine.Run(
            folder,
            $"pressure-{kernel.Name}",
            kernel,
            "Haswell",
            Megabytes,
            "-- " + string.Join('+', steps),
            s_patience);
        var checks = new Checks();
        checks.That(transcript.IsComplete, "the machine came to no end");
        foreach (string step in steps)
        {
            Transcript.Step found = transcript.Of(step);
            checks.AtLeast(Drops, found.Number("drops"), $"{step}: vanished pages");
            checks.AtLeast(
                step.Contains("managed", StringComparison.Ordinal) ? Drops : 0,
                found.Number("noticed"),
                $"{step}: vanished pages that the library noticed");
            checks.AtLeast(10_000, found.Number("requests"), $"{step}: requests");
            checks.Equal("0", found["lost"], $"{step}: lost words");
            checks.Equal("0", found["zeros"], $"{step}: zeros");
            checks.Equal("0", found["repeats"], $"{step}: repeats");
        }

        return new(
            kernel, "Haswell", "pressure", string.Join(' ', backends), checks, transcript.Seconds);
    }
}
