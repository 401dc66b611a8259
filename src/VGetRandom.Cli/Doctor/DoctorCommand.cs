using System.CommandLine;

namespace VGetRandom.Cli.Doctor;

/// <summary><c>vgetrandom doctor</c>: tells where random bytes come from here, and why.</summary>
internal static class DoctorCommand
{
    public const string Notes = $$"""
        JSON: one object. Names stay as they are; new ones may be added.
          backend, reason         what serves requests, and why:
                                  {{BackendInfo.Names}} or {{BackendInfo.None}}
          fallback                why something slower serves at present, or null
          sees_machine_forks      whether a fork of this virtual machine would be seen
          machine_forks           how; if not, why not, and what would help
          machine_fork_look_ns    what looking for one costs each request, or null
          rng_ready               whether the kernel's generator is ready; null if unknown
          rng_state               the same as a sentence
          vdso                    null, or symbol, version, image_address, function_address,
                                  state_size, mmap_prot, mmap_flags
          vdso_problem            why vdso is null, or null
          managed_available       whether the managed backend can be asked for
          managed_problem         why not, or null
          droppable_memory        whether the kernel really drops such a page when told to
          droppable_memory_reason how that is known, or why not
          openssl                 null, or version, configuration, generator, provider_loaded,
                                  serves_random, reason: who serves RAND_bytes of the OpenSSL
                                  that programs find in this environment
          openssl_problem         why openssl is null, or null
          vector_bits             512, 256, 128 or 0: the widest vectors that are fast here
          page_size               in bytes
          kernel, architecture, os, runtime, vgetrandom_version

        Exit codes:
          0  some backend serves requests     1  none does; the report says why

        Examples:
          vgetrandom doctor
          vgetrandom doctor --json | jq -r .backend
          VGETRANDOM_BACKEND=vdso vgetrandom doctor     is the vDSO available, and if not, why?
        """;

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
