using VGetRandom.Tests;

namespace VGetRandom.Native.Tests;

/// <summary>Compiles vgetrandom.h in programs of every C standard, with warnings as
/// errors.</summary>
public class HeaderTests
{
    private const string Program =
        """
        #include "vgetrandom.h"
        #include "vgetrandom.h"
        int draw(void *buffer, size_t length);
        int draw(void *buffer, size_t length)
        {
            unsigned int num = 1, each = 0;
            void *states = vgetrandom_alloc(&num, &each, 0, 0);
            if (vgetrandom_alloc_error(states) != 0)
                return vgetrandom_fill(buffer, length);
            return vgetrandom(buffer, length, 0, states) < 0 || *vgetrandom_backend() == 0;
        }
        """;

    public static TheoryData<string, string> Dialects => new()
    {
        { "c", "c90" },
        { "c", "gnu90" },
        { "c", "c99" },
        { "c", "c11" },
        { "c", "c17" },
        { "c++", "c++98" },
        { "c++", "c++11" },
        { "c++", "c++17" },
        { "c++", "c++20" },
    };

    [Theory]
    [MemberData(nameof(Dialects))]
    public void It_compiles_without_a_warning(string language, string standard)
    {
        Assert.SkipUnless(
            language == "c"
                || DotnetCommand.RunProgram("cc", "-print-prog-name=cc1plus").StartsWith('/'),
            "the C compiler's package has no C++ compiler");
        string source = Path.Combine(PublishedLibrary.Programs, $"header-{standard}");
        File.WriteAllText(source, Program);
        DotnetCommand.RunProgram(
            "cc",
            "-x", language,
            $"-std={standard}",
            "-pedantic", "-Wall", "-Wextra", "-Wundef", "-Wconversion", "-Wcast-qual",
            "-Werror",
            $"-I{PublishedLibrary.Folder}",
            "-fsyntax-only",
            source);
    }
}
