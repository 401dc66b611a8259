using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace VGetRandom.Tests.Processes;

[SupportedOSPlatform("linux")]
public partial class PrivilegedProgramTests
{
    private const uint AnotherUser = 65534;

    [Fact]
    public void A_set_user_ID_program_takes_no_orders_from_its_caller_s_environment()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            string program = CopyProbe(folder.FullName);
            Assert.SkipUnless(
                chown(program, AnotherUser, AnotherUser) == 0, "chown is not allowed here");
            const UnixFileMode Everyone =
                UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead
                | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
            File.SetUnixFileMode(folder.FullName, Everyone | UnixFileMode.UserWrite);
            File.SetUnixFileMode(program, Everyone | UnixFileMode.SetUser);

            ProbeProcess probe = ProbeProcess.RunCopy(
                program, ["backend"], ("VGETRANDOM_BACKEND", "abacus"));
            Assert.SkipUnless(
                probe["secure"] == "True", "the temporary folder is mounted without set-user-ID");
            Assert.Equal(KernelRandom.Backend.Name, probe["backend"]);
            Assert.Equal(KernelRandom.Backend.Reason, probe["reason"]);

            // Without the bit, the program obeys the same variable.
            File.SetUnixFileMode(program, Everyone);
            ProbeProcess plain = ProbeProcess.RunCopy(
                program, ["backend"], ("VGETRANDOM_BACKEND", "abacus"));
            Assert.Equal("none", plain["backend"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string CopyProbe(string folder)
    {
        string[] files = Directory.GetFiles(AppContext.BaseDirectory, "VGetRandom.Probe*");
        string library = Path.Combine(AppContext.BaseDirectory, "VGetRandom.dll");
        foreach (string file in files.Append(library))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return Path.Combine(folder, "VGetRandom.Probe");
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int chown(string path, uint owner, uint group);
}
