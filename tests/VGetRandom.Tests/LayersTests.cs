using System.Text.RegularExpressions;

namespace VGetRandom.Tests;

/// <summary>The library's folders form layers: each uses only the folders below it.</summary>
public partial class LayersTests
{
    private const string Library = "src/VGetRandom/";

    // From the top down. Folders in one row do not use each other.
    private static readonly string[][] s_rows =
    [
        ["Extensions"],
        [""],
        ["Sampling", "Uuids"],
        ["Selection"],
        ["Managed"],
        ["Managed/Search"],
        ["Backends"],
        ["Forks"],
        ["Generator"],
        ["States", "ChaCha20", "Vdso"],
        ["Vdso/Elf"],
        ["Kernel"],
        ["Diagnostics"],
    ];

    // Words that all of the library uses, declared at the top.
    private static readonly string[] s_words = ["Attempt", "BackendInfo", "BackendKind", "Problem"];

    private static readonly string[] s_folders = [.. s_rows.SelectMany(row => row)];
    private static readonly string[] s_files =
    [
        .. Checkout.Files("*.cs")
            .Where(file => file.StartsWith(Library, StringComparison.Ordinal)),
    ];

    public static TheoryData<string> Folders => [.. s_folders];

    [Fact]
    public void Each_folder_has_its_row() =>
        Assert.Equal(
            s_folders.Order(StringComparer.Ordinal),
            s_files.Select(FolderOf).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_names_only_folders_below_it(string folder)
    {
        int row = Array.FindIndex(s_rows, folders => folders.Contains(folder));
        string[] below = [folder, .. s_rows[(row + 1)..].SelectMany(folders => folders)];
        string[] facade = below.Contains("") ? [] : [.. TopTypes().Except(s_words)];

        foreach (string file in s_files.Where(file => FolderOf(file) == folder))
        {
            string code = Prose().Replace(File.ReadAllText(PathOf(file)), "");
            Assert.Empty(FoldersNamed(code).Except(below).Select(other => $"{file}: {other}"));
            Assert.Empty(facade.Where(type => Regex.IsMatch(code, $@"\b{type}\b"))
                .Select(type => $"{file}: {type}"));
        }
    }

    [Fact]
    public void The_design_draws_the_same_rows()
    {
        string drawn = string.Join(
            '\n',
            s_rows.Select(row => string.Join(
                "   ", row.Select(folder => folder.Length == 0 ? "KernelRandom" : folder))));

        Assert.Contains(
            $"```\n{drawn}\n```",
            File.ReadAllText(PathOf("docs/DESIGN.md")),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("using VGetRandom.States;", "States")]
    [InlineData("using Search = VGetRandom.Managed.Search;", "Managed/Search")]
    [InlineData("x = Managed.Search.RngInfo.Of();", "Managed/Search")]
    [InlineData("x = States.StatePool.Of();", "States")]
    [InlineData("x = new(vdso.States.Geometry);", null)]
    [InlineData("using VGetRandom.Statistics;", null)]
    public void A_folder_is_seen_however_it_is_named(string code, string? folder) =>
        Assert.Equal(folder, FoldersNamed(code).SingleOrDefault());

    private static IEnumerable<string> FoldersNamed(string code) =>
        from match in Reference().Matches(code)
        let name = $"{match.Groups["name"].Value.Replace('.', '/')}/"
        let folder = s_folders
            .Where(folder => name.StartsWith($"{folder}/", StringComparison.Ordinal))
            .MaxBy(folder => folder.Length)
        where folder is not null
        select folder;

    private static IEnumerable<string> TopTypes() =>
        from file in s_files
        where FolderOf(file).Length == 0
        select Path.GetFileName(file).Split('.')[0];

    private static string FolderOf(string file) =>
        Path.GetDirectoryName(file[Library.Length..])!;

    private static string PathOf(string file) => Path.Combine(Checkout.Root, file);

    // Comments and texts, because a message may mention anything.
    [GeneratedRegex("""//[^\n]*|"([^"\\\n]|\\.)*"|""")]
    private static partial Regex Prose();

    [GeneratedRegex(
        @"using (\w+ = )?VGetRandom\.(?<name>[\w.]+);|(?<![\w.])(?<name>[A-Z]\w*(\.[A-Z]\w*)+)")]
    private static partial Regex Reference();
}
