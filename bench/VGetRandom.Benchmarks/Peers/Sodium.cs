using System.Runtime.InteropServices;

namespace VGetRandom.Benchmarks.Peers;

/// <summary>libsodium's randombytes_buf, from the library in its NuGet package.</summary>
// SAFETY: the declarations are those of the library's headers.
internal static unsafe partial class Sodium
{
    private const string Library = "libsodium";

    /// <summary>Why this peer cannot be measured here, or null.</summary>
    public static string? Refusal { get; } =
        NativeLibrary.TryLoad(Library, typeof(Sodium).Assembly, null, out _)
            ? null
            : $"the package has no {Library} for this machine";

    public static string Version => Marshal.PtrToStringUTF8(sodium_version_string())!;

    /// <summary>Starts the library. Call this before anything else; calling it again is
    /// harmless.</summary>
    public static void Start()
    {
        if (sodium_init() < 0)
        {
            throw new InvalidOperationException("libsodium cannot start.");
        }
    }

    public static void Fill(Span<byte> destination)
    {
        // SAFETY: fixed keeps the span's bytes in place, and the library writes only that many.
        fixed (byte* buffer = destination)
        {
            randombytes_buf(buffer, (nuint)destination.Length);
        }
    }

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int sodium_init();

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void randombytes_buf(byte* buffer, nuint length);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint sodium_version_string();
}
