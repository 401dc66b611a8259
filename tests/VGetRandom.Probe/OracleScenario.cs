using VGetRandom.Kernel;
using VGetRandom.Managed.Search;
using VGetRandom.Vdso;

namespace VGetRandom.Probe;

/// <summary>Compares the algorithm with the kernel's own machine code, on copies of one
/// state.</summary>
/// <remarks>
/// The kernel's code runs in a private copy whose generation and readiness are ours. In that copy,
/// and on our side, too, getcwd replaces getrandom as the system call that fetches keys. In a
/// working directory whose path has 31 characters, the fresh key is that path and its NUL; in one
/// with a longer path, no key can be had. Nothing else is altered.
/// </remarks>
// SAFETY: pointers are passed on as they come.
internal static unsafe class OracleScenario
{
    private const int GetCwdNumber = 79;
    private const int StateBytes = 144;

    /// <param name="count">How many requests to make on each side.</param>
    /// <param name="seed">Which requests to make.</param>
    public static int Run(int count, int seed)
    {
        VdsoLocation location = VdsoLocator.Locate().Value!;
        VdsoMapping mapping = VdsoMapping.OfThisProcess(location.ImageAddress).Value!;
        byte[] image = PrivateVdso.ReadImage(default(LinuxKernel), mapping).Value!;
        RngInfoPlace place = RngInfoLocator.Prove(
            default(LinuxKernel), mapping, image, location.Offset, StateBytes).Value!;

        Report.Line("patched", AskForThePathInstead(image));
        using PrivateVdso copy =
            PrivateVdso.Create(default(LinuxKernel), mapping, image, location.Offset).Value!;
        Directories directories = Directories.Make();
        var run = new OracleRun(copy, place, new Random(seed), directories);
        Report.Line("difference", run.Run(count));
        directories.Delete();
        Report.Line("requests", run.Requests);
        Report.Line("served", run.Served);
        Report.Line("reseeds", run.Reseeds);
        Report.Line("errors", run.Errors);
        return 0;
    }

    /// <summary>Changes both system calls, <c>mov $318,%eax</c>, to getcwd.</summary>
    private static int AskForThePathInstead(Span<byte> image)
    {
        ReadOnlySpan<byte> getRandom = [0xB8, 0x3E, 0x01, 0x00, 0x00];
        int patched = 0;
        for (int at; (at = image.IndexOf(getRandom)) >= 0; patched++)
        {
            image[at + 1] = GetCwdNumber;
            image[at + 2] = 0;
        }

        return patched;
    }

    /// <summary>A working directory whose path makes a whole key, and one whose path makes
    /// none.</summary>
    internal sealed record Directories(string Parent, string WithKey, string WithoutKey)
    {
        private const int KeyPathLength = 31;

        public static Directories Make()
        {
            // The user's temporary folder may have a path longer than a key.
            string parent = Path.Combine("/dev/shm", Path.GetRandomFileName());
            _ = Directory.CreateDirectory(parent);
            string withKey = Path.Combine(
                parent, new string('k', KeyPathLength - parent.Length - 1));
            string withoutKey = Path.Combine(parent, new string('n', KeyPathLength));
            _ = Directory.CreateDirectory(withKey);
            _ = Directory.CreateDirectory(withoutKey);
            return new(parent, withKey, withoutKey);
        }

        public void Delete()
        {
            Directory.SetCurrentDirectory(Path.GetTempPath());
            Directory.Delete(Parent, recursive: true);
        }
    }

    /// <summary>getcwd in place of getrandom, as in the altered copy.</summary>
    internal readonly struct PathKernel : IKernel
    {
        public nint GetRandom(byte* buffer, nuint length, uint flags) =>
            Libc.syscall(GetCwdNumber, buffer, length, flags) is var result and >= 0
                ? result
                : -System.Runtime.InteropServices.Marshal.GetLastPInvokeError();

        public nint GetRandomQuick(byte* buffer, nuint length, uint flags) =>
            GetRandom(buffer, length, flags);

        public nint Map(nuint length, int protection, int flags) =>
            default(LinuxKernel).Map(length, protection, flags);

        public int Unmap(nint address, nuint length) =>
            default(LinuxKernel).Unmap(address, length);

        public int Advise(nint address, nuint length, int advice) =>
            default(LinuxKernel).Advise(address, length, advice);

        public int CheckReadable(nint page) => default(LinuxKernel).CheckReadable(page);

        public nint MapClock(nuint length) => default(LinuxKernel).MapClock(length);

        public long ReadMs() => default(LinuxKernel).ReadMs();

        public void Sleep() => default(LinuxKernel).Sleep();
    }
}
