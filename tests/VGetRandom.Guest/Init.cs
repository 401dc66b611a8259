using System.Diagnostics;
using System.Globalization;

namespace VGetRandom.Guest;

/// <summary>The first process: runs one program after the other, and switches the machine
/// off.</summary>
/// <remarks>The steps are one word of the kernel's command line. A plus separates steps, a comma
/// separates a step's words, and <c>name@</c> before a step demands that backend.</remarks>
internal static class Init
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static readonly (string Type, string Folder)[] s_fileSystems =
    [
        ("proc", "/proc"), ("sysfs", "/sys"), ("devtmpfs", "/dev"), ("tmpfs", "/run"),
    ];

    public static int Run(string steps, bool isReadinessTested)
    {
        if (isReadinessTested)
        {
            // This comes first, because reading /dev/urandom makes the kernel's generator ready.
            ReadinessScenario.Run();
        }

        foreach ((string type, string folder) in s_fileSystems)
        {
            int result = Linux.mount(type, folder, type, 0, 0);
            if (result != 0)
            {
                Console.WriteLine($"== cannot mount {folder}");
            }
        }

        // Scenarios reserve far more memory than they use.
        File.WriteAllText("/proc/sys/vm/overcommit_memory", "1");
        foreach (string step in steps.Split('+', StringSplitOptions.RemoveEmptyEntries))
        {
            Perform(step);
        }

        Console.WriteLine("== end");
        Console.Out.Flush();
        _ = Linux.reboot(Linux.RB_POWER_OFF);
        return 0;
    }

    public static int Refuse(string[] args)
    {
        Console.Error.WriteLine($"unknown scenario: {string.Join(' ', args)}");
        return 2;
    }

    private static void Perform(string step)
    {
        Console.WriteLine($"== begin {step}");
        string command = step;
        string backend = "";
        if (step.Split('@') is [var demanded, var rest])
        {
            (backend, command) = (demanded, rest);
        }

        string[] words = command.Split(',');
        var start = new ProcessStartInfo(words[0], words[1..]) { UseShellExecute = false };
        start.Environment["VGETRANDOM_BACKEND"] = backend;
        var watch = Stopwatch.StartNew();
        string outcome;
        try
        {
            using Process process = Process.Start(start)!;
            outcome = process.WaitForExit(s_patience)
                ? process.ExitCode.ToString(CultureInfo.InvariantCulture)
                : "none";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            outcome = e.Message;
        }

        Console.WriteLine($"== exit {outcome} after {watch.ElapsedMilliseconds} ms");
    }
}
