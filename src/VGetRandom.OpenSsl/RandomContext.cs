using VGetRandom.OpenSsl.Abi;

namespace VGetRandom.OpenSsl;

/// <summary>The inside of an EVP_RAND_CTX: one generator, as OpenSSL counts them.</summary>
/// <remarks>
/// OpenSSL keeps at least three: the first, and two for each thread. Here they are all the same,
/// because bytes come from the calling thread's state, and no request needs a lock:
/// provider-rand(7).
/// </remarks>
// SAFETY: OpenSSL guarantees the pointers, and passes a context that Create returned.
internal unsafe struct RandomContext
{
    public const uint StrengthBits = 256;

    // OpenSSL splits larger requests into pieces of this size. RAND_bytes(3) takes no more at once.
    private const ulong MaxRequestBytes = int.MaxValue;

    private Core* _core;
    private State _state;
    private uint _reseeds;

    // OpenSSL's numbers.
    private enum State
    {
        Uninstantiated,
        Ready,
    }

    public static RandomContext* Create(Core* core, void* parent, Dispatch* parentFunctions)
    {
        var context = (RandomContext*)core->Allocate((nuint)sizeof(RandomContext));
        if (context == null)
        {
            _ = core->Fail(FailureReason.NoMemory);
            return null;
        }

        context->_core = core;
        return context;
    }

    public static void Free(RandomContext* context)
    {
        if (context != null)
        {
            context->_core->Free(context);
        }
    }

    public static int Instantiate(
        RandomContext* context,
        uint strength,
        int predictionResistance,
        byte* personalization,
        nuint personalizationBytes,
        Parameter* parameters)
    {
        if (strength > StrengthBits)
        {
            return context->_core->Fail(FailureReason.Strength);
        }

        // A program's first RAND_status() reports the result, so try it.
        byte tried;
        if (context->_core->Fill(&tried, 1) == 0)
        {
            return 0;
        }

        context->_state = State.Ready;
        return 1;
    }

    public static int Uninstantiate(RandomContext* context)
    {
        context->_state = State.Uninstantiated;
        return 1;
    }

    public static int Generate(
        RandomContext* context,
        byte* buffer,
        nuint length,
        uint strength,
        int predictionResistance,
        byte* additional,
        nuint additionalBytes) =>
        CheckReady(context, strength) != 0 ? context->_core->Serve(buffer, length) : 0;

    /// <summary>Nothing to do, because every request is as fresh as the kernel's own generator.
    /// </summary>
    public static int Reseed(
        RandomContext* context,
        int predictionResistance,
        byte* seed,
        nuint seedBytes,
        byte* additional,
        nuint additionalBytes) =>
        CheckReady(context, 0);

    /// <summary>Gives a nonce to a generator whose parent is this one.</summary>
    /// <returns>How many bytes; without a buffer, how many there would be; 0 for failure.</returns>
    public static nuint GetNonce(
        RandomContext* context, byte* buffer, uint strength, nuint minBytes, nuint maxBytes)
    {
        // SP 800-90A asks for half the strength in a nonce.
        nuint length = Math.Min(Math.Max(minBytes, (strength + 15) / 16), maxBytes);
        return buffer == null || TryFill(context, buffer, length, strength) ? length : 0;
    }

    /// <summary>Gives a seed to a generator whose parent is this one.</summary>
    /// <returns>How many bytes, or 0 for failure.</returns>
    public static nuint GetSeed(
        RandomContext* context,
        byte** seed,
        int seedBits,
        nuint minBytes,
        nuint maxBytes,
        int predictionResistance,
        byte* additional,
        nuint additionalBytes)
    {
        nuint length = Math.Max(minBytes, ((nuint)Math.Max(seedBits, 0) + 7) / 8);
        if (length > maxBytes || length == 0)
        {
            return (nuint)context->_core->Fail(FailureReason.Length);
        }

        byte* buffer = context->_core->AllocateSecure(length);
        if (buffer == null)
        {
            return (nuint)context->_core->Fail(FailureReason.NoMemory);
        }

        if (!TryFill(context, buffer, length, 0))
        {
            context->_core->FreeSecure(buffer, length);
            return 0;
        }

        *seed = buffer;
        return length;
    }

    public static void ClearSeed(RandomContext* context, byte* seed, nuint length) =>
        context->_core->FreeSecure(seed, length);

    /// <summary>Nothing to do, because nothing here is shared.</summary>
    public static int EnableLocking(RandomContext* context) => 1;

    public static int Lock(RandomContext* context) => 1;

    public static void Unlock(RandomContext* context)
    {
    }

    /// <summary>Nothing to check, because neither keys nor bytes are kept here.</summary>
    public static int VerifyZeroization(RandomContext* context) => 1;

    public static Parameter* GetParameterNames(RandomContext* context, Core* core) =>
        Tables.OfRandomParameters;

    /// <summary>Answers OpenSSL, which asks for the largest request before each request.</summary>
    /// <remarks>
    /// A generator whose parent is this one compares the count of reseeds at each request, and
    /// takes a new seed if it has changed. So it always changes: nothing else would tell such a
    /// generator that the machine was cloned.
    /// </remarks>
    public static int GetParameters(RandomContext* context, Parameter* parameters)
    {
        for (; parameters != null && parameters->Name != null; parameters++)
        {
            bool isAnswered =
                parameters->Is("max_request"u8) ? parameters->TrySet(MaxRequestBytes)
                : parameters->Is("reseed_counter"u8)
                    ? parameters->TrySet(unchecked(++context->_reseeds))
                : parameters->Is("state"u8) ? parameters->TrySet((ulong)context->_state)
                : !parameters->Is("strength"u8) || parameters->TrySet(StrengthBits);
            if (!isAnswered)
            {
                return 0;
            }
        }

        return 1;
    }

    private static int CheckReady(RandomContext* context, uint strength) =>
        context->_state != State.Ready ? context->_core->Fail(FailureReason.NotInstantiated)
        : strength > StrengthBits ? context->_core->Fail(FailureReason.Strength)
        : 1;

    private static bool TryFill(
        RandomContext* context, byte* buffer, nuint length, uint strength) =>
        CheckReady(context, strength) != 0 && context->_core->Fill(buffer, length) != 0;
}
