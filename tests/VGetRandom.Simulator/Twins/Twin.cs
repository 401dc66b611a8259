namespace VGetRandom.Simulator.Twins;

/// <summary>A variant of the library with one rule undone.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Edits">What to change in the library's sources.</param>
internal sealed record Twin(string Name, params Edit[] Edits)
{
    /// <summary>Where the search begins. Some are caught by few seeds, and one is known.</summary>
    public int FirstSeed { get; init; } = 1;

    /// <summary>Whether none but the C interface has what was edited.</summary>
    public bool IsOfC =>
        Edits.All(edit => edit.File.StartsWith("VGetRandom.Native/", StringComparison.Ordinal));
}

/// <summary>A change to a source file.</summary>
/// <param name="File">The file, below <c>src</c>.</param>
/// <param name="Find">What stands there, exactly once.</param>
/// <param name="Replace">What is to stand there instead.</param>
internal sealed record Edit(string File, string Find, string Replace);
