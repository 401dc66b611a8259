namespace VGetRandom.Cli.Selftest;

/// <summary>What a check came to.</summary>
internal enum Outcome
{
    Ok,

    /// <summary>It cannot be made here, which says nothing for or against.</summary>
    Skipped,
    Failed,
}

/// <summary>What a check came to, and what was seen, in one line.</summary>
internal readonly record struct Finding(Outcome Outcome, string Detail)
{
    public static Finding Ok(string detail) => new(Outcome.Ok, detail);

    public static Finding Skipped(string detail) => new(Outcome.Skipped, detail);

    public static Finding Failed(string detail) => new(Outcome.Failed, detail);
}
