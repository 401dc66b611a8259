using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace VGetRandom.Probe;

/// <summary>Declarations of the C library that only the scenarios need.</summary>
internal static unsafe partial class Native
{
    // SAFETY: declarations only; each caller vouches for the pointers it passes.
    public const int PROT_READ_WRITE = 3;
    public const int MAP_SHARED_ANONYMOUS = 0x21;
    public const int MCL_FUTURE = 2;
    public const int RLIMIT_CORE = 4;
    public const int RLIMIT_AS = 9;
    public const int SIGABRT = 6;
    public const int PR_SET_NO_NEW_PRIVS = 38;
    public const uint SECCOMP_SET_MODE_FILTER = 1;
    public const uint SECCOMP_FILTER_FLAG_TSYNC = 1;

    // Without a transition: the child of a fork has no other threads, so it must not wait for a
    // garbage collection that they will never finish.
    [LibraryImport("libc")]
    [SuppressGCTransition]
    public static partial int fork();

    [LibraryImport("libc")]
    [SuppressGCTransition]
    public static partial void _exit(int status);

    [LibraryImport("libc")]
    [SuppressGCTransition]
    public static partial int waitpid(int process, int* status, int options);

    [LibraryImport("libc")]
    [SuppressGCTransition]
    public static partial int getpid();

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int execvp(string file, string?[] arguments);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int kill(int process, int signal);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint signal(int signal, nint handler);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int mlockall(int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int munlockall();

    [LibraryImport("libc", SetLastError = true)]
    public static partial int getrlimit(int resource, ResourceLimit* limit);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int setrlimit(int resource, ResourceLimit* limit);

    [LibraryImport("libc")]
    public static partial int gettid();

    [LibraryImport("libc", SetLastError = true)]
    public static partial int prctl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint syscall(nint number, uint operation, uint flags, void* argument);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint write(int descriptor, byte* buffer, nuint length);

    [StructLayout(LayoutKind.Sequential)]
    public struct ResourceLimit
    {
        public nuint Soft, Hard;
    }
}
