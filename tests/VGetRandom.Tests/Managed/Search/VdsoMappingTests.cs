using VGetRandom.Kernel;
using VGetRandom.Managed.Search;
using VGetRandom.Tests.Vdso;

namespace VGetRandom.Tests.Managed.Search;

/// <summary>How image and data pages lie, in lists of memory of all kinds.</summary>
public class VdsoMappingTests
{
    private const int Base = 0x10000000;
    private const int Page = 0x1000;

    [Fact]
    public void All_data_pages_below_the_image_are_taken() =>
        Assert.Equal(
            new VdsoMapping(Base + (2 * Page), 0, 6 * Page, 6 * Page, 2 * Page),
            Find("x.so x.so vvar vvar vvar vvar vvar_vclock vvar_vclock vdso vdso stack").Value);

    [Fact]
    public void Data_pages_above_the_image_are_taken() =>
        Assert.Equal(
            new VdsoMapping(Base + Page, 2 * Page, 3 * Page, 0, 2 * Page),
            Find("x.so vdso vdso vvar vvar vvar_vclock - stack").Value);

    [Fact]
    public void Data_pages_that_do_not_touch_the_image_or_each_other_are_left() =>
        Assert.Equal(
            new VdsoMapping(Base + (2 * Page), 0, Page, Page, Page),
            Find("vvar - vvar_vclock vdso - vvar").Value);

    [Theory]
    [InlineData("do not touch its image", "x.so vdso stack")]
    [InlineData("do not touch its image", "vvar - vdso")]
    [InlineData("do not touch its image", "vvar x.so vdso")]
    [InlineData("do not touch its image", "vvar vdso vvar")]
    [InlineData("do not touch its image", "vvat vdso")]
    [InlineData("does not list the vDSO where", "vvar stack")]
    [InlineData("does not list the vDSO where", "")]
    public void Any_other_arrangement_is_refused(string reason, string pages)
    {
        Attempt<VdsoMapping> mapping = Find(pages);
        Assert.False(mapping.Succeeded);
        Assert.Contains(reason, mapping.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_begins_elsewhere_is_refused()
    {
        var image = new MemoryArea(Base, Base + Page, "[vdso]");
        Assert.Contains(
            "does not list the vDSO where",
            VdsoMapping.Find(_ => image, Base + 1).Problem,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VdsoMapping.MaxBytes, true)]
    [InlineData(VdsoMapping.MaxBytes + Page, false)]
    public void More_than_is_believable_is_refused(int bytes, bool isTaken)
    {
        var image = new MemoryArea(Base, Base + Page, "[vdso]");
        var data = new MemoryArea(Base - bytes, Base, "[vvar]");
        var longImage = new MemoryArea(Base, Base + bytes, "[vdso]");
        var page = new MemoryArea(Base - Page, Base, "[vvar]");
        Assert.Equal(isTaken, VdsoMapping.Find(In(image, data), Base).Succeeded);
        Assert.Equal(isTaken, VdsoMapping.Find(In(longImage, page), Base).Succeeded);
    }

    [Fact]
    public void This_process_has_what_the_text_of_its_list_shows()
    {
        nint image = Live.Location().ImageAddress;
        Attempt<VdsoMapping> attempt = VdsoMapping.OfThisProcess(image);
        Assert.True(attempt.Succeeded, attempt.Problem);
        VdsoMapping mapping = attempt.Value;
        (nint start, nint end, _) = LiveVdso.Mapping();
        Assert.Equal((start, end), (image, image + mapping.ImageBytes));
        Assert.Equal(image, mapping.ImageAddress);

        string[] data = [.. File.ReadLines("/proc/self/maps")
            .Where(line => line.Contains("[vvar", StringComparison.Ordinal))];
        Assert.StartsWith($"{mapping.DataAddress:x}-", data[0], StringComparison.Ordinal);
        Assert.Contains(
            $"-{mapping.DataAddress + mapping.DataBytes:x} ", data[^1], StringComparison.Ordinal);
    }

    /// <summary>Finds the image among pages. Neighbours of one name are one mapping.</summary>
    private static Attempt<VdsoMapping> Find(string pages)
    {
        string[] names = pages.Split(' ');
        var areas = new List<MemoryArea>();
        for (int i = 0; i < names.Length; i++)
        {
            int first = i;
            while (i + 1 < names.Length && names[i + 1] == names[first])
            {
                i++;
            }

            if (names[first] != "-")
            {
                areas.Add(new(
                    Base + (first * Page), Base + ((i + 1) * Page), $"[{names[first]}]"));
            }
        }

        nint image = areas.Find(area => area.Name == "[vdso]").Start;
        return VdsoMapping.Find(In([.. areas]), image);
    }

    private static Func<nint, MemoryArea?> In(params MemoryArea[] areas) => address =>
        areas.Where(area => area.Start <= address && address < area.End)
            .Cast<MemoryArea?>()
            .FirstOrDefault();
}
