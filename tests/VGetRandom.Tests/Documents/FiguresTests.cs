using System.Globalization;
using System.Text.Json;

namespace VGetRandom.Tests.Documents;

/// <summary>The README's figures are those of <c>vgetrandom bench --json</c> in docs/figures.
/// </summary>
public class FiguresTests
{
    private const string GetRandom = "getrandom(2)";
    private const string Platform = "RandomNumberGenerator";

    private static readonly string s_readme =
        File.ReadAllText(Path.Combine(Checkout.Root, "README.md"));

    // What a row says, the operation and its bytes, and who made it for each column.
    private static readonly (string What, string Operation, int Bytes, string Ours, string Theirs)[]
        s_rows =
        [
            ("a number, `GetInt32`", "number", 4, "KernelRandom", Platform),
            ("a UUID, `NewGuid`", "uuid", 16, "KernelRandom", "Guid"),
            ("`Fill` of 32 bytes", "fill", 32, "vdso", Platform),
            ("`Fill` of 4 KiB", "fill", 4096, "vdso", Platform),
            ("`Fill` of 64 KiB", "fill", 65536, "vdso", Platform),
        ];

    [Theory]
    [InlineData("avx-512.json", 512)]
    [InlineData("avx2.json", 256)]
    public void The_table_has_the_figures_of_the_file(string file, int vectorBits)
    {
        using JsonDocument figures = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Checkout.Root, "docs/figures", file)));

        Assert.Equal(vectorBits, figures.RootElement.GetProperty("vector_bits").GetInt32());
        Assert.Equal("vdso", figures.RootElement.GetProperty("backend").GetString());
        Assert.All(s_rows, row =>
        {
            double ours = Find(figures, row.Operation, row.Bytes, row.Ours);
            double theirs = Find(figures, row.Operation, row.Bytes, row.Theirs);
            double kernel = Find(figures, "fill", row.Bytes, GetRandom);
            Assert.Contains(
                $"| {row.What} | {Text(ours)} | {Text(theirs)} | {Text(kernel)} |",
                s_readme,
                StringComparison.Ordinal);
        });
    }

    private static double Find(JsonDocument figures, string operation, int bytes, string source) =>
        figures.RootElement.GetProperty("results").EnumerateArray()
            .Single(result =>
                result.GetProperty("operation").GetString() == operation
                && result.GetProperty("bytes").GetInt32() == bytes
                && result.GetProperty("source").GetString() == source)
            .GetProperty("ns_median").GetDouble();

    // Two digits, or what a microsecond leaves of them.
    private static string Text(double ns)
    {
        (double value, string unit) = ns < 1000 ? (ns, "ns") : (ns / 1000, "µs");
        string number = value.ToString(value < 10 ? "F1" : "F0", CultureInfo.InvariantCulture);
        return $"{number} {unit}";
    }
}
