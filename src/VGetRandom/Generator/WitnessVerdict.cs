namespace VGetRandom.Generator;

/// <summary>What an experiment with the kernel's function showed.</summary>
internal enum WitnessVerdict
{
    /// <summary>Where the key and the step lie.</summary>
    Found,

    /// <summary>The state is longer than what the experiment can note.</summary>
    StateTooLarge,

    /// <summary>A request for one byte was not served.</summary>
    Unserved,

    /// <summary>The function never replaces a key: it answers by system calls, or keeps none.
    /// </summary>
    NoNewKey,

    /// <summary>The function replaced its key early, as it does after a reseed.</summary>
    Disturbed,

    /// <summary>No words in a row keep a key from one replacement to the next.</summary>
    NoKey,

    /// <summary>No byte changes with every request.</summary>
    NoStep,

    /// <summary>A wrong generation in the state changes nothing, or none was found.</summary>
    ReseedUnnoticed,
}

/// <summary>Verdicts in words.</summary>
internal static class WitnessVerdicts
{
    /// <summary>Why there is no witness, in a sentence.</summary>
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
