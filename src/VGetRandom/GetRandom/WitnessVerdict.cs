namespace VGetRandom.GetRandom;

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
    /// <summary>Why there is no witness.</summary>
    public static string Describe(WitnessVerdict verdict) => verdict switch
    {
        WitnessVerdict.StateTooLarge => "its state is too large to be watched.",
        WitnessVerdict.Unserved => "it does not serve single bytes.",
        WitnessVerdict.NoNewKey => "it never replaces a key in its state.",
        WitnessVerdict.Disturbed => "reseeds disturbed the experiment.",
        WitnessVerdict.NoKey => "it keeps no key in its state that could be compared.",
        WitnessVerdict.NoStep => "its state does not show that it was used.",
        _ => "its state does not show a reseed.",
    };
}
