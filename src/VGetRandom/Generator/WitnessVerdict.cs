namespace VGetRandom.Generator;

/// <summary>What an experiment with the kernel's function showed.</summary>
internal enum WitnessVerdict
{
    /// <summary>It showed where the key and the step lie.</summary>
    Found,

    /// <summary>The state is longer than the experiment can note.</summary>
    StateTooLarge,

    /// <summary>A request for one byte was not served.</summary>
    Unserved,

    /// <summary>The function never replaces a key: it makes system calls, or keeps no key.
    /// </summary>
    NoNewKey,

    /// <summary>The function replaced its key early, as it does after a reseed.</summary>
    Disturbed,

    /// <summary>No run of words keeps a key from one replacement to the next.</summary>
    NoKey,

    /// <summary>No byte changes with every request.</summary>
    NoStep,

    /// <summary>A wrong generation in the state changes nothing, or there is no generation.
    /// </summary>
    ReseedUnnoticed,
}

/// <summary>Verdicts in words.</summary>
internal static class WitnessVerdicts
{
    /// <summary>A sentence that says why there is no witness.</summary>
    public static string Describe(WitnessVerdict verdict) => verdict switch
    {
        WitnessVerdict.StateTooLarge => "Its state is too large to be watched.",
        WitnessVerdict.Unserved => "It did not serve single bytes when it was tried.",
        WitnessVerdict.NoNewKey => "It never replaces a key in its state.",
        WitnessVerdict.Disturbed => "A reseed disturbed the last trial of its state.",
        WitnessVerdict.NoKey => "It keeps no key in its state that could be watched.",
        WitnessVerdict.NoStep => "Its state does not show that it was used.",
        _ => "Its state does not show a reseed.",
    };
}
