using System.Runtime.InteropServices;

namespace VGetRandom.Benchmarks.Peers;

/// <summary>OpenSSL's ChaCha20, as its EVP functions give it.</summary>
// SAFETY: the declarations are those of OpenSSL's headers. KeyStream's caller vouches for its
// pointers; the cipher reads 32 bytes of key and 16 bytes of counter and nonce.
internal sealed unsafe partial class OpenSslChaCha20
{
    private const string Library = "libcrypto.so.3";
    private const int CounterAndNonceBytes = 16;

    private readonly nint _context;

    public OpenSslChaCha20() => _context = EVP_CIPHER_CTX_new();

    /// <summary>Why this peer cannot be measured here, or null.</summary>
    public static string? Refusal { get; } = NativeLibrary.TryLoad(Library, out _)
        ? null
        : $"there is no {Library}";

    /// <summary>Encrypts zeros from block 0 on, which gives the key stream itself.</summary>
    public void KeyStream(byte* output, byte* zeros, int length, byte* key)
    {
        byte* start = stackalloc byte[CounterAndNonceBytes];
        new Span<byte>(start, CounterAndNonceBytes).Clear();
        int written;
        if (EVP_EncryptInit_ex(_context, EVP_chacha20(), 0, key, start) != 1
            || EVP_EncryptUpdate(_context, output, &written, zeros, length) != 1
            || written != length)
        {
            throw new InvalidOperationException("OpenSSL's ChaCha20 failed.");
        }
    }

    public void Free() => EVP_CIPHER_CTX_free(_context);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint EVP_CIPHER_CTX_new();

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void EVP_CIPHER_CTX_free(nint context);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint EVP_chacha20();

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EVP_EncryptInit_ex(
        nint context, nint cipher, nint engine, byte* key, byte* start);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EVP_EncryptUpdate(
        nint context, byte* output, int* written, byte* input, int length);
}
