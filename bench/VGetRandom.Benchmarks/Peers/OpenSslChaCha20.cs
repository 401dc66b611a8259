using System.Runtime.InteropServices;

namespace VGetRandom.Benchmarks.Peers;

/// <summary>OpenSSL's ChaCha20, through its EVP functions.</summary>
// SAFETY: the declarations are those of OpenSSL's headers. KeyStream's caller vouches for its
// pointers; the cipher reads 32 bytes of key and 16 bytes of counter and nonce.
internal sealed unsafe partial class OpenSslChaCha20
{
    private const string Library = "libcrypto.so.3";
    private const int CounterAndNonceBytes = 16;
    private const int KeyBytes = 32;

    private readonly nint _context;

    public OpenSslChaCha20() => _context = EVP_CIPHER_CTX_new();

    /// <summary>Why this peer cannot be measured here, or null.</summary>
    public static string? Refusal { get; } = NativeLibrary.TryLoad(Library, out _)
        ? null
        : $"there is no {Library}";

    /// <summary>Encrypts zeros from block 0 on, which gives the key stream itself.</summary>
    public void KeyStream(byte* output, byte* zeros, int length, byte* key)
    {
        Start(key);
        Encrypt(output, zeros, length);
    }

    /// <summary>Sets the key for <see cref="Continue"/>.</summary>
    public void Start(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyBytes);
        fixed (byte* bytes = key)
        {
            Start(bytes);
        }
    }

    /// <summary>Encrypts in place, further along the key stream.</summary>
    public void Continue(Span<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            Encrypt(start, start, bytes.Length);
        }
    }

    public void Free() => EVP_CIPHER_CTX_free(_context);

    private void Start(byte* key)
    {
        byte* start = stackalloc byte[CounterAndNonceBytes];
        new Span<byte>(start, CounterAndNonceBytes).Clear();
        ThrowUnless(EVP_EncryptInit_ex(_context, EVP_chacha20(), 0, key, start) == 1);
    }

    private void Encrypt(byte* output, byte* input, int length)
    {
        int written;
        ThrowUnless(
            EVP_EncryptUpdate(_context, output, &written, input, length) == 1
            && written == length);
    }

    private static void ThrowUnless(bool isDone)
    {
        if (!isDone)
        {
            throw new InvalidOperationException("OpenSSL's ChaCha20 failed.");
        }
    }

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
