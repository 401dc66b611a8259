using System.Diagnostics;
using VGetRandom.Probe;

namespace VGetRandom.Guest;

/// <summary>A machine that is about to be cloned, with programs that draw from OpenSSL.</summary>
/// <remarks>
/// Each program runs twice: with OpenSSL's own generator, and with the provider in its place. All
/// of them have drawn for a while when the machine is saved. They draw again once a clone's kernel
/// has told of the fork.
/// </remarks>
internal static class OpenSslScenario
{
    private static readonly (string Name, string File, string[] Arguments)[] s_programs =
    [
        ("net", "/init", ["keys"]),
        ("threads", "/bin/openssl-draws", ["threads"]),
        ("poll", "/bin/openssl-draws", ["poll"]),
        ("c", "/bin/openssl-draws", []),
    ];

    public static int Run()
    {
        List<(string Name, Process Process)> running = [];
        foreach (bool hasProvider in new[] { false, true })
        {
            foreach ((string name, string file, string[] arguments) in s_programs)
            {
                string both = $"{name} {(hasProvider ? "with" : "without")}";
                Process process = Start(file, arguments, hasProvider);
                running.Add((both, process));
                if (process.StandardOutput.ReadLine() != "warm")
                {
                    Report.Line("failed", both);
                    return 1;
                }
            }
        }

        int log = ForkNotice.OpenLog();
        Report.Line("ready", running.Count);
        ForkNotice.Wait(log);
        foreach ((string name, Process process) in running)
        {
            process.StandardInput.WriteLine();
            process.StandardInput.Flush();
            while (process.StandardOutput.ReadLine() is { } line)
            {
                Console.WriteLine($"{name} {line}");
            }

            process.WaitForExit();
            Report.Line($"{name} exit", process.ExitCode);
        }

        return 0;
    }

    private static Process Start(string file, string[] arguments, bool hasProvider)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (hasProvider)
        {
            start.Environment["OPENSSL_CONF"] = "/etc/vgetrandom.cnf";
            start.Environment["OPENSSL_MODULES"] = "/lib/ossl-modules";
        }

        return Process.Start(start)!;
    }
}
