using System.Text.RegularExpressions;

namespace VGetRandom.Tests.ChaCha20;

/// <summary>Finds vector registers that touch the stack, in a listing from the JIT.</summary>
/// <remarks>A load counts, too: what it reads from the stack was put there.</remarks>
internal static partial class StackStores
{
    public static string[] Find(IEnumerable<string> listing) =>
        [.. listing.Where(line => X64().IsMatch(line) || Arm64().IsMatch(line))];

    /// <summary>Returns the names of the methods in a listing, without their classes.</summary>
    public static string[] Methods(IEnumerable<string> listing) =>
        [.. listing.Select(line => Header().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value)
            .Distinct()];

    // Jumps and calls have no vector registers, so a stack slot and a register in one line suffice.
    [GeneratedRegex(@"^(?!;).*(\[r[sb]p\b.*\][^;]*\b[xyz]mm\d|\b[xyz]mm\d+[^;]*\[r[sb]p\b)")]
    private static partial Regex X64();

    // Only whole registers: the lower halves of some belong to the caller, and are saved for it.
    [GeneratedRegex(@"^\s*(st|ld)[a-z0-9]*\s+q\d+[^;]*\[(sp|fp)\b")]
    private static partial Regex Arm64();

    [GeneratedRegex(@"^; Assembly listing for method .*:(\w+)\(")]
    private static partial Regex Header();
}
