using VGetRandom.Vdso;

namespace VGetRandom.Tests.Vdso;

/// <summary>The arrangement of image and data pages, from lists of memory of all kinds.</summary>
public class VdsoMappingTests
{
    private const string Library = "7f0000000000-7f0000001000 r-xp 00000000 08:01 42   /lib/x.so";
    private const string Odd = "7f0000002000-7f0000003000 rw-p 00000000 00:00 0     [vvarious";
    private const string Data = "7fff00000000-7fff00004000 r--p 00000000 00:00 0      [vvar]";
    private const string Clock = "7fff00004000-7fff00006000 r--p 00000000 00:00 0   [vvar_vclock]";
    private const string Image = "7fff00006000-7fff00008000 r-xp 00000000 00:00 0      [vdso]";
    private const string Stack = "7fffff000000-7fffff021000 rw-p 00000000 00:00 0     [stack]";

    [Fact]
    public void All_data_pages_below_the_image_are_taken() =>
        Assert.Equal(
            new VdsoMapping(unchecked((nint)0x7fff00000000), 0, 0x6000, 0x6000, 0x2000),
            VdsoMapping.Parse([Library, Odd, Data, Clock, Image, Stack]).Value);

    [Fact]
    public void Data_pages_above_the_image_are_taken()
    {
        string image = Image.Replace("7fff00006000-7fff00008000", "7ffeffffe000-7fff00000000",
            StringComparison.Ordinal);
        Assert.Equal(
            new VdsoMapping(unchecked((nint)0x7ffeffffe000), 0x2000, 0x6000, 0, 0x2000),
            VdsoMapping.Parse([image, Data, Clock]).Value);
    }

    [Fact]
    public void One_kind_of_data_pages_is_enough() =>
        Assert.Equal(
            new VdsoMapping(unchecked((nint)0x7fff00004000), 0, 0x2000, 0x2000, 0x2000),
            VdsoMapping.Parse([Clock, Image]).Value);

    [Theory]
    [InlineData("shows no vDSO with data pages", Library, Stack)]
    [InlineData("shows no vDSO with data pages", Image)]
    [InlineData("shows no vDSO with data pages", Data, Clock)]
    [InlineData("shows no vDSO with data pages")]
    [InlineData("do not lie side by side", Data, Image)]
    [InlineData("do not lie side by side", Clock, Image, Data)]
    [InlineData("do not lie side by side", Data, Clock, Image, Image)]
    [InlineData("do not lie side by side", Clock, Image, "nonsense [vvar]")]
    [InlineData("do not lie side by side", Clock, Image, "7fff-zz r--p 0 0 0 [vvar]")]
    [InlineData("do not lie side by side", Clock, Image, "-1-2 r--p 0 0 0 [vvar]")]
    [InlineData("are believable", "7ffe00004000-7fff00006000 r--p 0 0 0 [vvar]", Image)]
    public void Any_other_arrangement_is_refused(string reason, params string[] lines)
    {
        Attempt<VdsoMapping> mapping = VdsoMapping.Parse(lines);
        Assert.False(mapping.Succeeded);
        Assert.Contains(reason, mapping.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void This_process_has_the_image_that_the_auxiliary_vector_tells_of()
    {
        nint image = Live.Location().ImageAddress;
        Attempt<VdsoMapping> mapping = VdsoMapping.OfThisProcess();
        Assert.True(mapping.Succeeded, mapping.Problem);
        Assert.Equal(image, mapping.Value.ImageAddress);
        (nint start, nint end, _) = LiveVdso.Mapping();
        Assert.Equal((start, end - start), (image, mapping.Value.ImageBytes));
    }
}
