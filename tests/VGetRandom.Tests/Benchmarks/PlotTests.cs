using System.Globalization;
using System.Xml.Linq;
using VGetRandom.Benchmarks.Reports;
using VGetRandom.Tests.Cli;

namespace VGetRandom.Tests.Benchmarks;

/// <summary>What the plots show of made-up results.</summary>
public sealed class PlotTests : IDisposable
{
    private const string Awkward = "a < b & \"c\"";

    private readonly TemporaryFolder _folder = new();

    public PlotTests() => Plots.Write(
        new(
            [],
            [
                new(Awkward, 4, 1, 10), new(Awkward, 64, 1, 100), new(Awkward, 1024, 1, 1000),
                new(Awkward, 4, 2, 20), new("other", 4, 1, 2000), new("other", 4, 2, 2000),
            ],
            [],
            [new(Awkward, 40, 50), new("other", 10, 50)],
            []),
        _folder.Path);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Plots.RequestTime)]
    [InlineData(Plots.Throughput)]
    [InlineData(Plots.Scaling)]
    [InlineData(Plots.StartUp)]
    public void Everything_measured_is_named_and_lies_within_the_picture(string plot)
    {
        XElement svg = Load(plot);
        (double width, double height) = (Number(svg, "width"), Number(svg, "height"));

        Assert.All(
            [Awkward, "other"],
            name => Assert.Contains(name, All(svg, "text").Select(text => text.Value)));
        Assert.All([.. All(svg, "rect"), .. All(svg, "text")], shape =>
        {
            double right = Number(shape, "x") + (shape.Attribute("width") is null ? 0
                : Number(shape, "width"));
            double bottom = Number(shape, "y") + (shape.Attribute("height") is null ? 0
                : Number(shape, "height"));
            Assert.InRange(Number(shape, "x"), 0, width);
            Assert.InRange(Number(shape, "y"), 0, height);
            Assert.InRange(right, 0, width);
            Assert.InRange(bottom, 0, height);
        });
    }

    [Fact]
    public void Bars_are_as_long_as_what_they_stand_for()
    {
        AssertLengths([1, 4], Bars(Plots.StartUp, "#9EC5FE"));

        // After the sample in the legend. Two threads fill as much as one where each takes twice
        // as long.
        AssertLengths([1, 2], Bars(Plots.Scaling, "#9EC5FE")[1..]);
    }

    [Fact]
    public void Ten_times_the_time_is_a_step_of_the_same_height_upwards()
    {
        string line = All(Load(Plots.RequestTime), "path")
            .Select(path => path.Attribute("d")!.Value)
            .Single(d => d.Split('L').Length == 3);
        double[] heights =
        [
            .. line.TrimStart('M').Split('L').Select(
                point => double.Parse(point.Split(' ')[1], CultureInfo.InvariantCulture)),
        ];

        Assert.True(heights[0] > heights[1]);
        Assert.Equal(heights[0] - heights[1], heights[1] - heights[2], tolerance: 0.2);
    }

    private static void AssertLengths(double[] expected, double[] measured)
    {
        Assert.Equal(expected.Length, measured.Length);
        Assert.All(
            expected.Zip(measured),
            pair => Assert.Equal(pair.First, pair.Second / measured[0], tolerance: 0.01));
    }

    private double[] Bars(string plot, string color) =>
    [
        .. All(Load(plot), "rect")
            .Where(bar => bar.Attribute("fill")!.Value == color)
            .Select(bar => Number(bar, "width")),
    ];

    private XElement Load(string plot) => XElement.Load(_folder.File(plot));

    private static IEnumerable<XElement> All(XElement svg, string shape) =>
        svg.Elements(svg.Name.Namespace + shape);

    private static double Number(XElement shape, string name) =>
        double.Parse(shape.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
