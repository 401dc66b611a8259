using System.Runtime.CompilerServices;
using VGetRandom.OpenSsl.Abi;
using static VGetRandom.OpenSsl.Abi.FunctionNumber;

namespace VGetRandom.OpenSsl;

/// <summary>The tables that OpenSSL reads, written once, when the provider is loaded.</summary>
/// <remarks>An entry of all zeros ends every table.</remarks>
// SAFETY: the tables are static structs without references, which do not move, and each has room
// for at least one entry more than is written.
internal static unsafe class Tables
{
#pragma warning disable CS0649, IDE0044 // Written through their addresses.
    private static Room12<Dispatch> s_provider;
    private static Room20<Dispatch> s_random;
    private static Room2 s_algorithms;
    private static Room12<Item> s_reasons;
    private static Room12<Parameter> s_providerParameters;
    private static Room12<Parameter> s_randomParameters;
#pragma warning restore CS0649, IDE0044

    public static Dispatch* OfThisProvider => (Dispatch*)Unsafe.AsPointer(ref s_provider);

    public static Algorithm* OfAlgorithms => (Algorithm*)Unsafe.AsPointer(ref s_algorithms);

    public static Item* OfReasons => (Item*)Unsafe.AsPointer(ref s_reasons);

    public static Parameter* OfProviderParameters =>
        (Parameter*)Unsafe.AsPointer(ref s_providerParameters);

    public static Parameter* OfRandomParameters =>
        (Parameter*)Unsafe.AsPointer(ref s_randomParameters);

    private static Dispatch* OfGenerator => (Dispatch*)Unsafe.AsPointer(ref s_random);

    public static void Write()
    {
        WriteProvider(OfThisProvider);
        WriteRandom(OfGenerator);
        FailureReason.WriteTable(OfReasons);
        OfAlgorithms->Names = Text.Of("vgetrandom"u8);
        OfAlgorithms->Properties = Text.Of("provider=vgetrandom"u8);
        OfAlgorithms->Functions = OfGenerator;
        OfAlgorithms->Description = Text.Of("the kernel's random bytes, made in the process"u8);

        Parameter* next = OfProviderParameters;
        *next++ = new("name"u8, Parameter.TextAddress);
        *next++ = new("version"u8, Parameter.TextAddress);
        *next++ = new("buildinfo"u8, Parameter.TextAddress);
        *next++ = new("status"u8, Parameter.Integer);
        *next++ = new("served"u8, Parameter.Integer);
        *next++ = new("backend"u8, Parameter.TextAddress);
        *next = new("reason"u8, Parameter.TextAddress);

        next = OfRandomParameters;
        *next++ = new("state"u8, Parameter.Integer);
        *next++ = new("strength"u8, Parameter.UnsignedInteger);
        *next++ = new("reseed_counter"u8, Parameter.UnsignedInteger);
        *next = new("max_request"u8, Parameter.UnsignedInteger);
    }

    private static void WriteProvider(Dispatch* next)
    {
        *next++ = new(
            OfProvider.Teardown,
            (nint)(delegate*<Core*, void>)&Provider.Free);
        *next++ = new(
            OfProvider.GettableParams,
            (nint)(delegate*<Core*, Parameter*>)&Provider.GetParameterNames);
        *next++ = new(
            OfProvider.GetParams,
            (nint)(delegate*<Core*, Parameter*, int>)&Provider.GetParameters);
        *next++ = new(
            OfProvider.QueryOperation,
            (nint)(delegate*<Core*, int, int*, Algorithm*>)&Provider.Query);
        *next++ = new(
            OfProvider.GetReasonStrings,
            (nint)(delegate*<Core*, Item*>)&Provider.GetReasons);
        *next = new(
            OfProvider.RandomBytes,
            (nint)(delegate*<Core*, int, byte*, nuint, uint, int>)&Provider.GetBytes);
    }

    private static void WriteRandom(Dispatch* next)
    {
        *next++ = new(
            OfRandom.NewContext,
            (nint)(delegate*<Core*, void*, Dispatch*, RandomContext*>)&RandomContext.Create);
        *next++ = new(
            OfRandom.FreeContext,
            (nint)(delegate*<RandomContext*, void>)&RandomContext.Free);
        *next++ = new(
            OfRandom.Instantiate,
            (nint)(delegate*<RandomContext*, uint, int, byte*, nuint, Parameter*, int>)
                &RandomContext.Instantiate);
        *next++ = new(
            OfRandom.Uninstantiate,
            (nint)(delegate*<RandomContext*, int>)&RandomContext.Uninstantiate);
        *next++ = new(
            OfRandom.Generate,
            (nint)(delegate*<RandomContext*, byte*, nuint, uint, int, byte*, nuint, int>)
                &RandomContext.Generate);
        *next++ = new(
            OfRandom.Reseed,
            (nint)(delegate*<RandomContext*, int, byte*, nuint, byte*, nuint, int>)
                &RandomContext.Reseed);
        *next++ = new(
            OfRandom.Nonce,
            (nint)(delegate*<RandomContext*, byte*, uint, nuint, nuint, nuint>)
                &RandomContext.GetNonce);
        *next++ = new(
            OfRandom.EnableLocking,
            (nint)(delegate*<RandomContext*, int>)&RandomContext.EnableLocking);
        *next++ = new(
            OfRandom.Lock,
            (nint)(delegate*<RandomContext*, int>)&RandomContext.Lock);
        *next++ = new(
            OfRandom.Unlock,
            (nint)(delegate*<RandomContext*, void>)&RandomContext.Unlock);
        *next++ = new(
            OfRandom.GettableContextParams,
            (nint)(delegate*<RandomContext*, Core*, Parameter*>)&RandomContext.GetParameterNames);
        *next++ = new(
            OfRandom.GetContextParams,
            (nint)(delegate*<RandomContext*, Parameter*, int>)&RandomContext.GetParameters);
        *next++ = new(
            OfRandom.VerifyZeroization,
            (nint)(delegate*<RandomContext*, int>)&RandomContext.VerifyZeroization);
        *next++ = new(
            OfRandom.GetSeed,
            (nint)(delegate*<
                RandomContext*, byte**, int, nuint, nuint, int, byte*, nuint, nuint>)
                &RandomContext.GetSeed);
        *next = new(
            OfRandom.ClearSeed,
            (nint)(delegate*<RandomContext*, byte*, nuint, void>)&RandomContext.ClearSeed);
    }

    [InlineArray(12)]
    private struct Room12<T>
        where T : unmanaged
    {
        private T _first;
    }

    [InlineArray(20)]
    private struct Room20<T>
        where T : unmanaged
    {
        private T _first;
    }

    [InlineArray(2)]
    private struct Room2
    {
        private Algorithm _first;
    }
}
