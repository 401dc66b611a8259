using System.Runtime;
using VGetRandom.OpenSsl.Abi;
using Library = VGetRandom.Native.Exports;

namespace VGetRandom.OpenSsl;

/// <summary>What the loader and OpenSSL call.</summary>
// SAFETY: the pointers are OpenSSL's, as provider(7) has them.
internal static unsafe class Exports
{
    /// <summary>Called by the dynamic loader, before anything else here.</summary>
    [RuntimeExport("vgetrandom_provider_start")]
    public static void Start()
    {
        Library.Start();
        Tables.Write();
    }

    /// <summary>Once for each of the program's library contexts that loads this.</summary>
    /// <returns>1, or 0 where OpenSSL lends too little.</returns>
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
