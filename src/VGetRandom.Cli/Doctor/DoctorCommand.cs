using System.CommandLine;
using VGetRandom.Cli.Help;

namespace VGetRandom.Cli.Doctor;

/// <summary><c>vgetrandom doctor</c>: tells where random bytes come from here, and why.</summary>
internal static class DoctorCommand
{
    public static Topic Topic => new()
    {
        Paragraphs =
        [
            """
            The report says which backend is used, why, and why no better one is. The exit status is
            0 if some backend serves requests, and 1 if none does.
            """,
        ],
        Sections =
        [
            new("JSON",
                "--json writes one object. Names stay as they are; new ones may be added.",
                new("backend, reason",
                    $"What serves requests and why: {BackendInfo.Names} or {BackendInfo.None}."),
                new("fallback", "Why something slower serves at present, or null."),
                new("sees_machine_forks",
                    "Whether the library would see a fork of this virtual machine."),
                new("machine_forks", "How it would; or why it would not, and what would help."),
                new("machine_fork_look_ns",
                    "What looking for a fork costs each request in nanoseconds, or null."),
                new("rng_ready",
                    "Whether the kernel's generator is ready; null if nobody knows."),
                new("rng_state", "The same, as a sentence."),
                new("vdso",
                    """
                    Null, or symbol, version, image_address, function_address, state_size, mmap_prot
                    and mmap_flags.
                    """),
                new("vdso_problem", "Why vdso is null, or null."),
                new("managed_available", "Whether the managed backend can be asked for."),
                new("managed_problem", "Why not, or null."),
                new("droppable_memory",
                    "Whether the kernel really drops a droppable page when told to."),
                new("droppable_memory_reason",
                    "How the command found that out, or why it could not."),
                new("openssl",
                    """
                    Null, or version, configuration, generator, provider_loaded, serves_random and
                    reason: who serves RAND_bytes of the OpenSSL that programs find in this
                    environment.
                    """),
                new("openssl_problem", "Why openssl is null, or null."),
                new("vector_bits",
                    "The widest vectors that are fast here: 512, 256, 128 or 0 bits."),
                new("page_size", "The size of a page in bytes."),
                new("kernel, architecture, os, runtime, vgetrandom_version",
                    "Where the report was made.")),
        ],
        Examples =
        [
            new("vgetrandom doctor", "The report."),
            new("vgetrandom doctor --json | jq -r .backend", "The backend's name."),
            new("VGETRANDOM_BACKEND=vdso vgetrandom doctor",
                "Is the vDSO's function available, and if not, why?"),
        ],
    };

    public static Command Create()
    {
        var json = new Option<bool>("--json")
        {
            Description = "Write one JSON object, for scripts.",
        };
        var command = new Command(
            "doctor", "Report where random bytes come from on this machine, and why.")
        {
            json,
        };
        command.SetAction(parsed =>
        {
            DoctorReport report = DoctorReport.Make();
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                output.WriteLine(DoctorJson.Write(report));
            }
            else
            {
                DoctorText.Write(report, output);
            }

            return report.IsServed ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
