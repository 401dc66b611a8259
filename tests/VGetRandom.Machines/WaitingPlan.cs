namespace VGetRandom.Machines;

/// <summary>A kernel whose generator is not ready yet.</summary>
internal static class WaitingPlan
{
    private const string Processor = "max,-rdrand,-rdseed";
    private const int Megabytes = 256;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(100);

    public static Row Run(string folder, Kernel kernel)
    {
        Transcript transcript = VirtualMachine.Run(
            folder,
            $"waiting-{kernel.Name}",
            kernel,
            Processor,
            Megabytes,
            "random.trust_cpu=0 random.trust_bootloader=0 -- waiting /init,backend",
            s_patience);
        Transcript.Step step = transcript.Of("waiting");
        string backend = kernel.HasFunction ? "vdso" : "syscall";
        var checks = new Checks();
        checks.That(transcript.IsComplete, "the machine came to no end");
        checks.Equal(backend, step["backend"], "backend");
        checks.Equal("False", step["nonblock"], "served without waiting");
        checks.Equal("True", step["insecure"], "served insecurely");
        checks.Equal("False", step["nonblock-still"], "served without waiting after that");
        checks.Equal("0", step["states-before"], "states before the generator was ready");
        checks.Equal("True", step["filled"], "filled after waiting");
        checks.AtLeast(1, step.Number("waited-ms"), "milliseconds waited");
        checks.AtLeast(1, step.Number("not-ready-fallbacks") + (kernel.HasFunction ? 0 : 1),
            "requests that were known to come too early");
        checks.Equal("True", step["nonblock-then"], "served without waiting in the end");
        checks.Equal(
            kernel.HasFunction ? "True" : "False", step["state-after"], "a state in the end");
        checks.Equal("True", transcript.Of("/init,backend")["served"], "served afterwards");
        return new(kernel, "max, no rdrand", "not ready", backend, checks, transcript.Seconds);
    }
}
