namespace VGetRandom.Simulator.Twins;

/// <summary>A variant of the library with one rule undone.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Edits">The changes to the library's sources.</param>
internal sealed record Twin(string Name, params Edit[] Edits)
{
    /// <summary>The seed at which the search begins: near a known one, where few seeds catch the
    /// twin.</summary>
    public int FirstSeed { get; init; } = 1;

    /// <summary>Whether only the C interface contains the edited code.</summary>
    public bool IsOfC =>
        Edits.All(edit => edit.File.StartsWith("VGetRandom.Native/", StringComparison.Ordinal));
}

/// <summary>A change to a source file.</summary>
/// <param name="File">The file, below <c>src</c>.</param>
/// <param name="Find">The text to replace, which must occur exactly once.</param>
/// <param name="Replace">The new text.</param>
internal sealed record Edit(string File, string Find, string Replace);
