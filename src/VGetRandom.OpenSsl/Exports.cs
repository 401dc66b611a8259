using System.Runtime;
using VGetRandom.OpenSsl.Abi;
using Library = VGetRandom.Native.Exports;

namespace VGetRandom.OpenSsl;

/// <summary>The functions that the loader and OpenSSL call.</summary>
// SAFETY: the pointers come from OpenSSL, as provider(7) describes them.
internal static unsafe class Exports
{
    /// <summary>The dynamic loader calls this before anything else here.</summary>
    [RuntimeExport("vgetrandom_provider_start")]
    public static void Start()
    {
        Library.Start();
        Tables.Write();
    }

    /// <summary>OpenSSL calls this once for each library context that loads the provider.</summary>
    /// <returns>1, or 0 if OpenSSL lends too little.</returns>
    [RuntimeExport("OSSL_provider_init")]
    public static int Initialize(
        nint handle, Dispatch* functions, Dispatch** providerFunctions, void** providerContext)
    {
        Core* core = Core.Create(handle, functions);
        if (core == null)
        {
            return 0;
        }

        *providerFunctions = Tables.OfThisProvider;
        *providerContext = core;
        return 1;
    }
}
