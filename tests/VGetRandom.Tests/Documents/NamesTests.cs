using System.Reflection;
using System.Text.RegularExpressions;

namespace VGetRandom.Tests.Documents;

/// <summary>Checks that the documents name no file, type or member that does not exist.</summary>
/// <remarks>CHANGELOG.md may name such things, because it tells what there was.</remarks>
public partial class NamesTests
{
    private const BindingFlags AnyMember = BindingFlags.Public
        | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    private static readonly string[] s_sourceFolders = ["src/", "tests/", "bench/", "samples/"];

    // Properties of a project file, which neither the sources nor the base library define.
    private static readonly HashSet<string> s_otherNames = ["PublishReadyToRun"];

    private static readonly Lazy<ILookup<string, Type>> s_platform = new(FindPlatform);
    private static readonly Lazy<Sources> s_sources = new(() => new Sources());

    public static TheoryData<string> Documents =>
    [
        "README.md", "CONTRIBUTING.md", "SECURITY.md",
        .. Checkout.Files("*.md")
            .Where(file => file.StartsWith("docs/", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document_names_only_what_exists(string document) =>
        Assert.Empty(MissingFrom(File.ReadAllText(Path.Combine(Checkout.Root, document))));

    [Theory]
    [InlineData("what `src/VGetRandom/*.txt` has")]
    [InlineData("`tests/soak/run [MINUTES]`")]
    [InlineData("`KernelRandom.GetInt32(1, 7)`")]
    [InlineData("`KernelRandomNumberGenerator.GetNonZeroBytes`")]
    [InlineData("`Guid.NewGuid()` and `Fill<T>`")]
    public void What_exists_is_found(string text) => Assert.Empty(MissingFrom(text));

    [Theory]
    [InlineData("what `src/VGetRandom/*Lists.txt` has", "src/VGetRandom/*Lists.txt")]
    [InlineData("```sh\ntests/soak/walk 5\n```", "tests/soak/walk")]
    [InlineData("`KernelDice`", "KernelDice")]
    [InlineData("`KernelRandom.GetInt33(1, 7)`", "KernelRandom.GetInt33")]
    [InlineData("`KernelRandom.Crossover`", "KernelRandom.Crossover")]
    [InlineData("`Guid.OldGuid()`", "Guid.OldGuid")]
    public void What_does_not_exist_is_told(string text, string missing) =>
        Assert.Equal([missing], MissingFrom(text));

    private static IEnumerable<string> MissingFrom(string text)
    {
        IEnumerable<string> paths = PathInTree().Matches(text)
            .Select(match => match.Value.TrimEnd('.', '/'))
            .Where(path => !ExistsInTree(path));
        IEnumerable<string> names = CodeSpan().Matches(Fence().Replace(text, ""))
            .Select(match => match.Groups["name"].Value)
            .Where(name => !IsKnown(name));
        return paths.Concat(names).Distinct();
    }

    private static bool ExistsInTree(string path)
    {
        string whole = Path.Combine(Checkout.Root, path);
        string folder = Path.GetDirectoryName(whole)!;
        return path.Contains('*', StringComparison.Ordinal)
            ? Directory.Exists(folder)
                && Directory.EnumerateFileSystemEntries(folder, Path.GetFileName(path)).Any()
            : Path.Exists(whole);
    }

    /// <summary>Whether a name is a word of the code or a type of the base library, with the member
    /// behind its first dot.</summary>
    private static bool IsKnown(string name)
    {
        string[] parts = name.Split('.');
        return parts.All(part => s_sources.Value.Words.Contains(part)
                || s_otherNames.Contains(part)
                || s_platform.Value.Contains(part)
                || s_platform.Value[parts[0]].Any(type => Has(type, part)))
            && (parts.Length == 1 || IsMember(parts[0], parts[1]));
    }

    private static bool IsMember(string type, string member)
    {
        Type[] types =
        [
            .. s_platform.Value[type],
            .. typeof(KernelRandom).Assembly.GetExportedTypes().Where(own => own.Name == type),
        ];
        bool isOwn = s_sources.Value.WordsBesideType.TryGetValue(type, out HashSet<string>? words);
        return (types.Length == 0 && !isOwn)
            || types.Any(each => Has(each, member))
            || (isOwn && words!.Contains(member));
    }

    private static bool Has(Type type, string member) =>
        type.GetMember(member, AnyMember).Length > 0;

    private static ILookup<string, Type> FindPlatform() =>
        Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.*.dll")
            .Select(file => Assembly.Load(AssemblyName.GetAssemblyName(file)))
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Distinct()
            .ToLookup(type => type.Name.Split('`')[0]);

    /// <summary>The words of the code, without comments and texts.</summary>
    private sealed class Sources
    {
        public Sources()
        {
            foreach (string file in Checkout.Files("*.cs").Where(file => s_sourceFolders.Any(
                folder => file.StartsWith(folder, StringComparison.Ordinal))))
            {
                string code = Prose().Replace(
                    File.ReadAllText(Path.Combine(Checkout.Root, file)), "");
                string[] words = [.. Word().Matches(code).Select(match => match.Value)];
                Words.UnionWith(words);
                foreach (Match type in Declaration().Matches(code))
                {
                    string name = type.Groups["name"].Value;
                    _ = WordsBesideType.TryAdd(name, []);
                    WordsBesideType[name].UnionWith(words);
                }
            }
        }

        public HashSet<string> Words { get; } = [];

        /// <summary>For each type, the words of the files that declare it.</summary>
        public Dictionary<string, HashSet<string>> WordsBesideType { get; } = [];
    }

    [GeneratedRegex(@"(?<![\w./-])(src|tests|bench|docs|packaging|samples|\.ci)/[\w./*-]+")]
    private static partial Regex PathInTree();

    // A word in PascalCase, up to the end of its span or to its arguments.
    [GeneratedRegex(
        @"(?<!`)`(?<name>[A-Z][a-z]\w*(\.[A-Z]\w*)*|I[A-Z][a-z]\w*)(<[\w, ]+>)?(\([^`]*\))?`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("""//[^\n]*|"([^"\\\n]|\\.)*"|""")]
    private static partial Regex Prose();

    [GeneratedRegex(@"\b[A-Z]\w*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(class|struct|interface|enum|record) (?<name>[A-Z]\w*)")]
    private static partial Regex Declaration();
}
