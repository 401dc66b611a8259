using System.Diagnostics;

namespace VGetRandom.Machines;

/// <summary>A virtual machine under plain emulation.</summary>
internal sealed class VirtualMachine : IDisposable
{
    private const int MaxAttempts = 4;
    private static readonly Lock s_gate = new();
    private static readonly TimeSpan s_bootPatience = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly string _log;
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    private VirtualMachine(Process process, string log)
    {
        _process = process;
        _log = log;
    }

    public bool IsRunning => !_process.HasExited;

    /// <summary>What it has written to its console so far.</summary>
    public Transcript Transcript => new(
        File.Exists(_log) ? File.ReadAllText(_log) : "",
        !IsRunning,
        _watch.Elapsed.TotalSeconds);

    /// <summary>Starts a machine and waits until it switches itself off, or else ends it.</summary>
    /// <inheritdoc cref="Start"/>
    /// <remarks>
    /// Under emulation, kernels now and then hang or fault by themselves, mostly while they boot.
    /// Then we start the machine again. We never retry what fails in the first process.
    /// </remarks>
    public static Transcript Run(
        string folder,
        string name,
        Kernel kernel,
        string processor,
        int megabytes,
        string words,
        TimeSpan patience)
    {
        for (int attempt = 1; ; attempt++)
        {
            using VirtualMachine machine = Start(
                folder, name, kernel, kernel.BaseImage, processor, megabytes, words);
            machine.WaitWhile(found => !found.HasBegun, s_bootPatience);
            if (machine.Transcript.HasBegun)
            {
                machine.WaitWhile(_ => true, patience);
            }

            Transcript transcript = machine.Transcript;
            machine.End();
            if (attempt == MaxAttempts || (transcript.HasBegun && !transcript.HasOops))
            {
                return transcript;
            }

            Console.WriteLine($"{name}: the kernel did not boot, attempt {attempt}");
        }
    }

    /// <summary>Starts a machine.</summary>
    /// <param name="folder">Where images are, and logs go.</param>
    /// <param name="name">The name of the log.</param>
    /// <param name="kernel">The kernel that it boots.</param>
    /// <param name="image">The file name of the image that it boots from.</param>
    /// <param name="processor">QEMU's name for the processor model.</param>
    /// <param name="megabytes">Its memory.</param>
    /// <param name="words">More words for the kernel's command line, and for the first
    /// process.</param>
    /// <param name="options">More options for QEMU.</param>
    public static VirtualMachine Start(
        string folder,
        string name,
        Kernel kernel,
        string image,
        string processor,
        int megabytes,
        string words,
        params string[] options)
    {
        string log = Path.Combine(folder, "logs", name + ".serial");
        string console = kernel.IsArm ? "ttyAMA0" : "ttyS0";
        string[] arguments =
        [
            "-machine", kernel.IsArm ? "virt" : "pc",
            "-accel", "tcg",
            "-cpu", processor,
            "-m", $"{megabytes}",
            "-nodefaults", "-display", "none", "-no-reboot",
            "-serial", $"file:{log}",
            "-kernel", kernel.Image,
            "-initrd", Path.Combine(folder, image),
            "-append", $"console={console} panic=-1 quiet loglevel=1 {Quirks(kernel)} {words}",
            .. options,
        ];
        var start = new ProcessStartInfo(
            kernel.IsArm ? "qemu-system-aarch64" : "qemu-system-x86_64", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        File.Delete(log);
        Process process = Process.Start(start)
            ?? throw new InvalidOperationException("QEMU did not start");

        // Keep QEMU's complaints about gaps in its emulation for whoever looks for a cause.
        string messages = Path.Combine(folder, "logs", name + ".qemu");
        File.WriteAllText(messages, $"{string.Join(' ', arguments)}\n");
        process.ErrorDataReceived += (_, line) => Note(messages, line.Data);
        process.OutputDataReceived += (_, line) => Note(messages, line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return new VirtualMachine(process, log);
    }

    /// <summary>Waits while a condition holds and the machine runs.</summary>
    public void WaitWhile(Func<Transcript, bool> isSo, TimeSpan patience)
    {
        long start = Stopwatch.GetTimestamp();
        while (IsRunning && Stopwatch.GetElapsedTime(start) < patience && isSo(Transcript))
        {
            _ = _process.WaitForExit(s_look);
        }
    }

    public void End()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.WaitForExit();
    }

    public void Dispose()
    {
        End();
        _process.Dispose();
    }

    // QEMU sometimes gets a 16-byte compare-and-exchange wrong, and 6.12 then faults while it
    // boots. Without the feature the kernel takes a lock instead; programs still see the feature.
    private static string Quirks(Kernel kernel) => kernel.IsArm ? "" : "clearcpuid=cx16";

    private static void Note(string file, string? line)
    {
        if (line is not null)
        {
            lock (s_gate)
            {
                File.AppendAllText(file, line + "\n");
            }
        }
    }
}
