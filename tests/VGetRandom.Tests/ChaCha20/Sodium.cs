using System.Runtime.InteropServices;

namespace VGetRandom.Tests.ChaCha20;

/// <summary>libsodium's original ChaCha20, with its 64-bit counter: an independent
/// implementation.</summary>
// SAFETY: declares only, except for Blocks, which passes arrays of the lengths it states.
internal static unsafe partial class Sodium
{
    private const int NonceBytes = 8;

    /// <summary>Returns the key stream of a zero nonce, from a block on.</summary>
    public static byte[] Blocks(int count, byte[] key, ulong counter)
    {
        byte[] zeros = new byte[count * 64];
        byte[] output = new byte[zeros.Length];
        byte* nonce = stackalloc byte[NonceBytes];
        new Span<byte>(nonce, NonceBytes).Clear();
        Assert.NotEqual(-1, sodium_init());

        // SAFETY: fixed keeps the arrays in place; the length passed is that of both.
        fixed (byte* to = output)
        fixed (byte* from = zeros)
        fixed (byte* with = key)
        {
            int result = crypto_stream_chacha20_xor_ic(
                to, from, (ulong)zeros.Length, nonce, counter, with);
            Assert.Equal(0, result);
        }

        return output;
    }

    [LibraryImport("libsodium")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int sodium_init();

    [LibraryImport("libsodium")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int crypto_stream_chacha20_xor_ic(
        byte* output, byte* input, ulong length, byte* nonce, ulong counter, byte* key);
}
