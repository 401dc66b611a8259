using System.Runtime.InteropServices;

namespace VGetRandom.Benchmarks.Peers;

/// <summary>OpenSSL's RAND_bytes, which has a generator for each thread.</summary>
// SAFETY: the declarations are those of the library's headers.
internal static unsafe partial class OpenSslRandom
{
    private const string Library = "libcrypto.so.3";
    private const int VersionText = 0;

    /// <summary>Why this peer cannot be measured here, or null.</summary>
    public static string? Refusal => OpenSslChaCha20.Refusal;

    public static string Version => Marshal.PtrToStringUTF8(OpenSSL_version(VersionText))!;

    public static void Fill(Span<byte> destination)
    {
        // SAFETY: fixed keeps the span's bytes in place, and the library writes only that many.
        fixed (byte* buffer = destination)
        {
            if (RAND_bytes(buffer, destination.Length) != 1)
            {
                throw new InvalidOperationException("RAND_bytes failed.");
            }
        }
    }

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int RAND_bytes(byte* buffer, int length);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint OpenSSL_version(int type);
}
