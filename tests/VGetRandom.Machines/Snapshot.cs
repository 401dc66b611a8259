namespace VGetRandom.Machines;

/// <summary>A machine that is saved in a file, and the clones that go on from there.</summary>
internal sealed class Snapshot
{
    private readonly string _folder;
    private readonly string _name;
    private readonly Kernel _kernel;
    private readonly string _image;
    private readonly int _megabytes;
    private readonly string _words;
    private readonly string _own;

    /// <inheritdoc cref="VirtualMachine.Start"/>
    public Snapshot(
        string folder, string name, Kernel kernel, string image, int megabytes, string words)
    {
        _folder = folder;
        _name = name;
        _kernel = kernel;
        _image = image;
        _megabytes = megabytes;
        _words = words;
        _own = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
    }

    /// <summary>The machine's generation ID when it is saved.</summary>
    public Guid Original { get; } = Guid.NewGuid();

    /// <summary>Whether QEMU has a device that tells the machine of a fork.</summary>
    public bool HasGenerationDevice { get; init; } = true;

    /// <summary>Returns the path of a file that is deleted with this snapshot.</summary>
    public string FileOf(string name) => Path.Combine(_own, name);

    /// <summary>Boots the machine that is to be saved.</summary>
    /// <param name="options">More options for QEMU.</param>
    public VirtualMachine StartOriginal(params string[] options) =>
        Start("original", Original, options);

    /// <summary>Saves that machine, which then stays stopped.</summary>
    /// <param name="saved">The name to save it under.</param>
    public void Save(string saved = "saved")
    {
        using var qmp = new Qmp(SocketOf("original"));
        _ = qmp.Execute("stop");
        _ = qmp.Execute("migrate", $$"""{"uri": "exec:cat > {{FileOf(saved)}}"}""");
        qmp.WaitFor("query-migrate", status => status == "completed");
    }

    /// <summary>Starts a clone, which loads what was saved.</summary>
    /// <param name="name">The clone's name.</param>
    /// <param name="generation">Its generation ID.</param>
    /// <param name="options">More options for QEMU, the same as for the original.</param>
    public VirtualMachine StartClone(string name, Guid generation, params string[] options) =>
        StartCloneOf("saved", name, generation, options);

    /// <summary>Starts a clone of what was saved under a name.</summary>
    /// <param name="saved">That name.</param>
    /// <param name="name">The clone's name.</param>
    /// <param name="generation">Its generation ID.</param>
    /// <param name="options">More options for QEMU, the same as for the original.</param>
    public VirtualMachine StartCloneOf(
        string saved, string name, Guid generation, params string[] options) =>
        Start(name, generation, [.. options, "-S", "-incoming", $"exec:cat {FileOf(saved)}"]);

    /// <summary>Resumes a clone once it is loaded.</summary>
    /// <param name="name">The clone's name.</param>
    /// <param name="prepare">Runs before the clone goes on, when its memory has what was
    /// saved.</param>
    /// <param name="afterwards">Runs once the clone goes on.</param>
    public void GoOn(string name, Action? prepare = null, Action<Qmp>? afterwards = null)
    {
        using var qmp = new Qmp(SocketOf(name));
        qmp.WaitFor("query-status", status => status is "paused" or "prelaunch");
        prepare?.Invoke();
        _ = qmp.Execute("cont");
        afterwards?.Invoke(qmp);
    }

    /// <summary>Resumes the original after it was saved.</summary>
    public void GoOnWithOriginal()
    {
        using var qmp = new Qmp(SocketOf("original"));
        _ = qmp.Execute("cont");
    }

    public void Delete() => Directory.Delete(_own, recursive: true);

    private string SocketOf(string name) => FileOf($"{name}.qmp");

    private string[] DeviceOf(Guid generation) =>
        HasGenerationDevice ? ["-device", $"vmgenid,guid={generation}"] : [];

    private VirtualMachine Start(
        string name, Guid generation, string[] options) => VirtualMachine.Start(
        _folder,
        $"{_name}-{name}",
        _kernel,
        _image,
        _kernel.IsArm ? "neoverse-n1" : "Haswell",
        _megabytes,
        _words,
        [
            .. DeviceOf(generation),
            "-qmp", $"unix:{SocketOf(name)},server=on,wait=off",
            .. options,
        ]);
}
