using System.Text.Json;

namespace VGetRandom.Machines;

/// <summary>Runs the library's own checks on one kernel and processor, and checks which backend
/// serves.</summary>
internal static class MatrixPlan
{
    private const string Doctor = "/bin/vgetrandom,doctor,--json";
    private const string ManagedDoctor = "managed@" + Doctor;
    private const string ManagedWithin = "managed@/init,time-namespace," + Doctor;
    private const string ForkInto = "/init,time-namespace-fork,managed,20";
    private const string States = "/init,states";
    private const string Fork = "/init,fork,20";
    private const string Drops = "/init,drops,vdso,300";
    private const string Reseeds = "/init,reseeds,vdso,30,30";
    private const string ManagedReseeds = "/init,reseeds,managed,30,30";
    private const string Oracle = "/init,oracle,2000,1";
    private const string Native = "/native/backend,say";
    private const int Megabytes = 384;
    private static readonly string[] s_programs = ["/native/alloc,sizes", "/native/request,flags"];
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(100);

    public static Row Run(string folder, Kernel kernel, string processor)
    {
        // The guest's only build uses wide vectors, so it runs only where the processor has them.
        bool isWide = processor is "Haswell" or "max" && !kernel.IsArm;
        string guest = isWide ? "/bin/guest-v3" : "/init";
        string vectors = $"{guest},vectors";
        string chacha20 = $"{guest},chacha20";
        List<string> steps = [Doctor, vectors, chacha20, States, Fork, Native, .. s_programs];
        steps.AddRange(kernel.HasFunction ? [Drops, Reseeds] : []);
        steps.AddRange(
            kernel.HasManaged
                ? [ManagedDoctor, ManagedReseeds, Oracle, ManagedWithin, ForkInto]
            : !kernel.IsArm ? [ManagedDoctor]
            : []);

        Transcript transcript = VirtualMachine.Run(
            folder,
            $"matrix-{kernel.Architecture}-{kernel.Name.Replace(' ', '-')}-{processor}",
            kernel,
            processor,
            Megabytes,
            "-- " + string.Join('+', steps),
            s_patience);
        var checks = new Checks();
        checks.That(transcript.IsComplete, "the machine came to no end");

        string backend = CheckDoctor(checks, kernel, transcript.Of(Doctor));
        if (!kernel.IsArm)
        {
            CheckManaged(checks, kernel.HasManaged, transcript.Of(ManagedDoctor));
        }

        checks.Equal(isWide ? "256" : "128", transcript.Of(vectors)["width"], "vector width");
        checks.Equal("30", transcript.Of(vectors)["right"], "right published blocks");
        checks.Equal("0", transcript.Of(vectors)["wrong"], "wrong published blocks");
        checks.Equal("", transcript.Of(chacha20)["wrong"], "what differs from the scalar version");
        CheckStates(checks, kernel, backend, transcript);
        CheckFaults(checks, kernel, transcript);
        foreach (string program in s_programs)
        {
            checks.That(transcript.Of(program).EndedWell, $"{program} fails");
        }

        string said = transcript.Of(Native).Text;
        checks.That(
            kernel.HasFunction
                ? said.StartsWith("vdso\n", StringComparison.Ordinal)
                : said.StartsWith("syscall\nit exports no getrandom", StringComparison.Ordinal),
            $"libvgetrandom.so says: {said}");
        return new(kernel, processor, "matrix", backend, checks, transcript.Seconds);
    }

    private static string CheckDoctor(Checks checks, Kernel kernel, Transcript.Step step)
    {
        checks.That(step.EndedWell, "doctor fails");
        if (step.Json() is not { } report)
        {
            checks.That(false, $"doctor writes no JSON: {step.Text}");
            return "?";
        }

        string backend = Text(report, "backend");
        string reason = Text(report, "reason");
        checks.Equal(kernel.HasFunction ? "vdso" : "syscall", backend, "backend");
        checks.That(
            kernel.HasFunction
                ? reason.Contains("vouches at each request for a batch", StringComparison.Ordinal)
                : reason.Contains("exports no getrandom", StringComparison.Ordinal)
                    && reason.Contains("this is 6.1.", StringComparison.Ordinal),
            $"the reason: {reason}");
        checks.Equal("", Text(report, "fallback"), "fallback");
        checks.Equal($"{kernel.PageBytes}", Text(report, "page_size"), "page size");
        checks.Equal(kernel.IsArm ? "Arm64" : "X64", Text(report, "architecture"), "architecture");
        checks.Equal(
            kernel.HasFunction ? "True" : "False",
            Text(report, "droppable_memory"),
            "droppable memory");
        if (kernel.HasFunction && report.GetProperty("vdso") is { } vdso
            && vdso.ValueKind == JsonValueKind.Object)
        {
            checks.Equal("144", Text(vdso, "state_size"), "state size");
            checks.Equal("40", Text(vdso, "mmap_flags"), "mmap flags");
            checks.Equal(
                kernel.IsArm ? "__kernel_getrandom" : "__vdso_getrandom",
                Text(vdso, "symbol"),
                "symbol");
        }

        checks.Equal(
            kernel.HasManaged ? "True" : "False",
            Text(report, "managed_available"),
            "managed available");
        string problem = Text(report, "managed_problem");
        checks.That(
            problem.Contains(
                kernel.HasManaged ? ""
                : !kernel.HasFunction ? "exports no getrandom"
                : "needs an x86-64 process",
                StringComparison.Ordinal),
            $"the managed backend's problem: {problem}");
        return backend;
    }

    /// <summary>Checks that a demanded backend serves, or is refused with the reason.</summary>
    private static void CheckManaged(Checks checks, bool isAvailable, Transcript.Step step)
    {
        string backend = step.Json() is { } report ? Text(report, "backend") : "?";
        checks.Equal(isAvailable ? "managed" : "none", backend, "backend on demand");
        checks.That(step.EndedWell == isAvailable, "doctor's exit code on demand");
    }

    /// <summary>Checks that in a time namespace the place is proved, or refused for that reason,
    /// and that a process forked into one goes on.</summary>
    private static void CheckTimeNamespace(
        Checks checks, Kernel kernel, Transcript.Step within, Transcript.Step fork)
    {
        CheckManaged(checks, !kernel.MovesInTimeNamespace, within);
        string problem = within.Json() is { } report ? Text(report, "managed_problem") : "?";
        checks.That(
            problem.Contains(
                kernel.MovesInTimeNamespace ? "is INT_MAX, as in a time namespace" : "",
                StringComparison.Ordinal),
            $"the managed backend's problem in a time namespace: {problem}");
        checks.Equal("True", fork["apart"], "whether children are in another time namespace");
        checks.Equal("managed", fork["backend"], "backend that is forked into one");
        CheckFork(checks, fork);
    }

    private static void CheckStates(
        Checks checks, Kernel kernel, string backend, Transcript transcript)
    {
        Transcript.Step states = transcript.Of(States);
        checks.Equal(backend, states["backend"], "backend of the guest");
        checks.Equal(kernel.HasFunction ? "48" : "0", states["states"], "states of 48 threads");
        checks.Equal("96", states["distinct"], "different numbers of 48 threads");
        checks.Equal("0", states["zeros"], "zeros of 48 threads");

        CheckFork(checks, transcript.Of(Fork));
    }

    private static void CheckFork(Checks checks, Transcript.Step fork)
    {
        checks.Equal("480", fork["drawn"], "numbers over forks");
        checks.Equal("480", fork["distinct"], "different numbers over forks");
        checks.Equal("0", fork["empty"], "zeros over forks");
    }

    private static void CheckFaults(Checks checks, Kernel kernel, Transcript transcript)
    {
        if (!kernel.HasFunction)
        {
            return;
        }

        Transcript.Step drops = transcript.Of(Drops);
        checks.AtLeast(300, drops.Number("drops"), "drops");
        CheckOutputs(checks, drops, "drops");
        foreach (string step in kernel.HasManaged ? [Reseeds, ManagedReseeds] : new[] { Reseeds })
        {
            Transcript.Step reseeds = transcript.Of(step);
            checks.AtLeast(30, reseeds.Number("noticed"), $"{step}: noticed");
            checks.Equal("0", reseeds["late"], $"{step}: late");
            checks.Equal("0", reseeds["stale"], $"{step}: stale");
            CheckOutputs(checks, reseeds, step);
        }

        if (kernel.HasManaged)
        {
            checks.Equal(
                "none", transcript.Of(Oracle)["difference"], "what the kernel's machine code does");
            CheckTimeNamespace(
                checks, kernel, transcript.Of(ManagedWithin), transcript.Of(ForkInto));
        }
    }

    private static void CheckOutputs(Checks checks, Transcript.Step step, string what)
    {
        checks.AtLeast(1000, step.Number("words"), $"{what}: words");
        checks.Equal("0", step["lost"], $"{what}: lost words");
        checks.Equal("0", step["zeros"], $"{what}: zeros");
        checks.Equal("0", step["repeats"], $"{what}: repeats");
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.ToString() : $"(no {name})";
}
