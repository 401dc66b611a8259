using System.Runtime.InteropServices;

namespace VGetRandom.Cli.Doctor;

/// <summary>libcrypto of OpenSSL 3, loaded as any program would.</summary>
// SAFETY: the signatures are those of OpenSSL 3's manual pages. Texts that come back belong to the
// library, but for the one that is freed here.
internal sealed unsafe class OpenSslLibrary
{
    private const string FileName = "libcrypto.so.3";
    private readonly nint _library;

    private OpenSslLibrary(nint library)
    {
        // Before anything else: a question about a provider that comes first activates the default
        // one, which the configuration may not want.
        const ulong LoadConfiguration = 0x40;
        _library = library;
        _ = ((delegate* unmanaged<ulong, nint, int>)Export("OPENSSL_init_crypto"))(
            LoadConfiguration, 0);
    }

    /// <summary>OpenSSL_version(3).</summary>
    public string Version =>
        TextAt(((delegate* unmanaged<int, byte*>)Export("OpenSSL_version"))(0));

    /// <summary>CONF_get1_default_config_file(3).</summary>
    public string ConfigurationFile
    {
        get
        {
            byte* path =
                ((delegate* unmanaged<byte*>)Export("CONF_get1_default_config_file"))();
            string text = TextAt(path);
            fixed (byte* file = "vgetrandom"u8)
            {
                ((delegate* unmanaged<byte*, byte*, int, void>)Export("CRYPTO_free"))(
                    path, file, 0);
            }

            return text;
        }
    }

    /// <summary>The algorithm of the calling thread's generator, and who provides it, or null.
    /// </summary>
    public string? Generator
    {
        get
        {
            nint generator =
                ((delegate* unmanaged<nint, nint>)Export("RAND_get0_public"))(0);
            if (generator == 0)
            {
                return null;
            }

            nint kind =
                ((delegate* unmanaged<nint, nint>)Export("EVP_RAND_CTX_get0_rand"))(generator);
            byte* name = ((delegate* unmanaged<nint, byte*>)Export("EVP_RAND_get0_name"))(kind);
            nint provider =
                ((delegate* unmanaged<nint, nint>)Export("EVP_RAND_get0_provider"))(kind);
            byte* providerName =
                ((delegate* unmanaged<nint, byte*>)Export("OSSL_PROVIDER_get0_name"))(provider);
            return $"{TextAt(name)} of the provider '{TextAt(providerName)}'";
        }
    }

    /// <summary>Loads the library, and has it read the configuration that the environment names.
    /// </summary>
    /// <exception cref="DllNotFoundException">It is not there, or cannot be loaded.</exception>
    public static OpenSslLibrary Load() => new(NativeLibrary.Load(FileName));

    /// <summary>OSSL_PROVIDER_available(3).</summary>
    public bool IsActive(ReadOnlySpan<byte> provider)
    {
        fixed (byte* name = provider)
        {
            return ((delegate* unmanaged<nint, byte*, int>)Export("OSSL_PROVIDER_available"))(
                0, name) == 1;
        }
    }

    /// <summary>OSSL_LIB_CTX_load_config(3), for a context that nobody uses: what stopped OpenSSL
    /// when it read the file for the program it keeps to itself.</summary>
    /// <returns>The error, or null.</returns>
    public string? FindErrorIn(string file)
    {
        nint context = ((delegate* unmanaged<nint>)Export("OSSL_LIB_CTX_new"))();
        nint path = Marshal.StringToCoTaskMemUTF8(file);
        bool isRead = ((delegate* unmanaged<nint, nint, int>)Export("OSSL_LIB_CTX_load_config"))(
            context, path) == 1;
        Marshal.FreeCoTaskMem(path);
        string? error = isRead ? null : TakeError();
        ((delegate* unmanaged<nint, void>)Export("OSSL_LIB_CTX_free"))(context);
        return error;
    }

    /// <summary>OSSL_PROVIDER_try_load(3): nothing else changes by it.</summary>
    /// <returns>The provider, or 0.</returns>
    public nint Load(ReadOnlySpan<byte> provider)
    {
        fixed (byte* name = provider)
        {
            return ((delegate* unmanaged<nint, byte*, int, nint>)Export("OSSL_PROVIDER_try_load"))(
                0, name, 1);
        }
    }

    /// <summary>OSSL_PROVIDER_get_params(3), for one number.</summary>
    public int? GetNumber(nint provider, ReadOnlySpan<byte> name)
    {
        const uint Integer = 1;
        int value = 0;
        fixed (byte* key = name)
        {
            Parameter* parameters = stackalloc Parameter[2];
            parameters[0] = new Parameter
            {
                Name = key,
                Type = Integer,
                Data = &value,
                DataBytes = sizeof(int),
                ReturnedBytes = nuint.MaxValue,
            };
            parameters[1] = default;
            return ((delegate* unmanaged<nint, Parameter*, int>)Export("OSSL_PROVIDER_get_params"))(
                provider, parameters) == 1 && parameters[0].ReturnedBytes != nuint.MaxValue
                    ? value
                    : null;
        }
    }

    /// <summary>RAND_bytes(3), for one byte that nobody uses.</summary>
    public bool TryDraw()
    {
        byte drawn;
        return ((delegate* unmanaged<byte*, int, int>)Export("RAND_bytes"))(&drawn, 1) == 1;
    }

    /// <summary>Takes the errors of this thread out of their queue.</summary>
    /// <returns>The first one and what it is about.</returns>
    public string TakeError()
    {
        byte* data = null;
        int flags = 0;
        ulong error =
            ((delegate* unmanaged<byte**, int*, byte**, byte**, int*, ulong>)Export(
                "ERR_get_error_all"))(null, null, null, &data, &flags);
        if (error == 0)
        {
            return "OpenSSL does not say why";
        }

        string reason = TextAt(
            ((delegate* unmanaged<ulong, byte*>)Export("ERR_reason_error_string"))(error));
        string about = TextAt(data);
        ((delegate* unmanaged<void>)Export("ERR_clear_error"))();
        return about.Length > 0 ? $"{reason} ({about})" : reason;
    }

    private static string TextAt(byte* text) =>
        Marshal.PtrToStringUTF8((nint)text) ?? "unknown";

    private nint Export(string name) => NativeLibrary.GetExport(_library, name);

    /// <summary>OSSL_PARAM.</summary>
    private struct Parameter
    {
        public byte* Name;
        public uint Type;
        public void* Data;
        public nuint DataBytes;
        public nuint ReturnedBytes;
    }
}
