using VGetRandom.OpenSsl.Abi;
using Library = VGetRandom.Native.Exports;

namespace VGetRandom.OpenSsl;

/// <summary>What OpenSSL asks of any provider: provider-base(7).</summary>
// SAFETY: OpenSSL guarantees the pointers, and passes the Core that Initialize gave it.
internal static unsafe class Provider
{
    private const int RandomOperation = 5;

    public static void Free(Core* core)
    {
        // A copy, because the pointer to the function that frees the memory lies in that memory.
        Core last = *core;
        last.Free(core);
    }

    public static Parameter* GetParameterNames(Core* core) => Tables.OfProviderParameters;

    public static int GetParameters(Core* core, Parameter* parameters)
    {
        for (; parameters->Name != null; parameters++)
        {
            bool isAnswered =
                parameters->Is("name"u8) ? parameters->TrySet(Text.Of("VGetRandom"u8))
                : parameters->Is("version"u8) || parameters->Is("buildinfo"u8)
                    ? parameters->TrySet(Text.Of(ThisVersion.Text))
                : parameters->Is("status"u8) ? parameters->TrySet(1)
                : parameters->Is("served"u8) ? parameters->TrySet(core->HasServed ? 1u : 0)
                : parameters->Is("backend"u8) ? parameters->TrySet(Library.Backend())
                : !parameters->Is("reason"u8) || parameters->TrySet(Library.Shortcoming());
            if (!isAnswered)
            {
                return 0;
            }
        }

        return 1;
    }

    public static Algorithm* Query(Core* core, int operation, int* mustAskAgain)
    {
        *mustAskAgain = 0;
        return operation == RandomOperation ? Tables.OfAlgorithms : null;
    }

    public static Item* GetReasons(Core* core) => Tables.OfReasons;

    /// <summary>The shortest way from RAND_bytes(3) to here, since OpenSSL 3.5.</summary>
    /// <param name="core">What Initialize gave to OpenSSL.</param>
    /// <param name="which">Public or private bytes, which are the same here.</param>
    /// <param name="buffer">Receives the bytes.</param>
    /// <param name="length">How many bytes.</param>
    /// <param name="strength">How hard to guess they must be, in bits.</param>
    public static int GetBytes(Core* core, int which, byte* buffer, nuint length, uint strength) =>
        strength > RandomContext.StrengthBits
            ? core->Fail(FailureReason.Strength)
            : core->Serve(buffer, length);
}
