using System.Diagnostics;
using System.Text.RegularExpressions;
using VGetRandom.Tests;
using VGetRandom.Tests.Needs;

namespace VGetRandom.Native.Tests.Packaging;

/// <summary>The manual pages of the C interface.</summary>
public partial class ManualTests
{
    private static string Folder => Path.Combine(Checkout.Root, "src/VGetRandom.Native/man");

    private static string Header =>
        File.ReadAllText(Path.Combine(Checkout.Root, "src/VGetRandom.Native/vgetrandom.h"));

    public static TheoryData<string> Functions =>
        [.. Declaration().Matches(Header).Select(match => match.Groups[1].Value)];

    /// <summary>Those that are not just another name.</summary>
    public static TheoryData<string> Pages =>
    [
        .. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(path => !File.ReadAllText(path).StartsWith(".so ", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(Folder, path))
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string, string> Examples =>
    [
        .. Pages.SelectMany(page => Example().Matches(Text(page))
            .Select(match => match.Groups[1].Value)
            .Where(text => text.Contains("int main", StringComparison.Ordinal))
            .Select(text => (page.Data, text))),
    ];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_function_has_a_page(string function)
    {
        string page = Text($"man3/{function}.3");
        if (page.StartsWith(".so ", StringComparison.Ordinal))
        {
            page = Text(page[4..].Trim());
        }

        Assert.Matches($@"\n\.SH NAME\n[^\n]*\b{function}\b[^\n]* \\- ", page);
        Assert.Matches($@"\n\.BI? ""?[^\n]*\*?\b{function}\(", page);
        Assert.Matches($@"\n\\fB{function}\\fP\(\)\tThread safety\tMT-Safe", page);
    }

    [Fact]
    public void There_are_as_many_functions_as_are_exported_and_one_that_is_inline() =>
        Assert.Equal(8, Functions.Count);

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_its_sections_in_their_order(string page)
    {
        string text = Text(page);
        string[] sections =
        [
            .. Section().Matches(text).Select(match => match.Groups[1].Value),
        ];
        string[] order =
        [
            "NAME", "LIBRARY", "SYNOPSIS", "DESCRIPTION", "RETURN VALUE", "ERRORS", "ENVIRONMENT",
            "FILES", "ATTRIBUTES", "VERSIONS", "STANDARDS", "HISTORY", "NOTES", "EXAMPLES",
            "SEE ALSO",
        ];
        Assert.Equal(order.Intersect(sections), sections);
        Assert.Contains($"\"VGetRandom {Version()}\"\n", text, StringComparison.Ordinal);
        foreach (Match match in Reference().Matches(text))
        {
            string name = match.Groups[1].Value, section = match.Groups[2].Value;
            Assert.True(
                section == "1"
                    || File.Exists(Path.Combine(Folder, $"man{section}/{name}.{section}")),
                $"there is no {name}({section})");
        }
    }

    [Theory]
    [NeedsTool("groff")]
    [MemberData(nameof(Pages))]
    public void Groff_has_nothing_to_say(string page)
    {
        ProcessStartInfo start = DotnetCommand.Start(
            "groff", ["-man", "-Tutf8", "-ww", "-t", "-z", "-rCHECKSTYLE=3", page]);
        start.WorkingDirectory = Folder;

        // It fails for nothing that it says.
        TestProgram.Run(start);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_compiles_and_runs(string page, string example)
    {
        using var tree = new Tree();
        string program = tree.Path("example");
        File.WriteAllText(
            $"{program}.c",
            example.Replace("\\&\n", "\n", StringComparison.Ordinal)
                .Replace("\\-", "-", StringComparison.Ordinal)
                .Replace("\\e", "\\", StringComparison.Ordinal));
        DotnetCommand.RunProgram(
            "cc", "-Wall", "-Wextra", "-Werror", $"{program}.c", "-o", program,
            $"-I{PublishedLibrary.Folder}", $"-L{PublishedLibrary.Folder}", "-lvgetrandom",
            $"-Wl,-rpath,{PublishedLibrary.Folder}");
        Assert.True(DotnetCommand.RunProgram(program).Length > 1, page);
    }

    private static string Text(string page) => File.ReadAllText(Path.Combine(Folder, page));

    private static string Version() => VersionProperty().Match(
        File.ReadAllText(Path.Combine(Checkout.Root, "Directory.Build.props"))).Groups[1].Value;

    [GeneratedRegex(@"^[a-z][^\n(]*[ *](vgetrandom\w*)\(", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^\.SH (.*)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^\.EX\n(.*?)^\.EE$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^\.BR (vgetrandom\w*) \((\d)\)", RegexOptions.Multiline)]
    private static partial Regex Reference();

    [GeneratedRegex("<Version>(.*)</Version>")]
    private static partial Regex VersionProperty();
}
