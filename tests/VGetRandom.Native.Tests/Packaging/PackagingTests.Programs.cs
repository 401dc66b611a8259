using System.Diagnostics;
using VGetRandom.Tests;
using VGetRandom.Tests.Needs;

namespace VGetRandom.Native.Tests.Packaging;

/// <summary>Programs that are compiled with what was installed.</summary>
public partial class PackagingTests
{
    private const string OddFolder = "lib/odd-64";

    private const string Program =
        """
        #include <stdio.h>
        #include <vgetrandom.h>

        int main(void)
        {
            unsigned char bytes[16] = { 0 };
            int error = vgetrandom_fill(bytes, sizeof(bytes));
            printf("%d %s\n", error, vgetrandom_backend());
            return error != 0;
        }
        """;

    private const string Project =
        """
        cmake_minimum_required(VERSION 3.13)
        project(draw C)
        set(place ${VGetRandom_DIR})
        find_package(VGetRandom 1.0 QUIET)
        if(VGetRandom_FOUND)
          message(FATAL_ERROR "0.1 is not 1.0")
        endif()
        set(VGetRandom_DIR ${place} CACHE PATH "" FORCE)
        find_package(VGetRandom 0.1 REQUIRED)
        add_executable(draw draw.c)
        target_link_libraries(draw VGetRandom::vgetrandom)
        if(TARGET VGetRandom::vgetrandom_static)
          add_executable(draw-static draw.c)
          target_link_libraries(draw-static -static VGetRandom::vgetrandom_static)
        endif()
        """;

    private static string Served => $"0 {BackendTests.ThisMachinesBackend}\n";

    [Fact]
    [NeedsTool("pkg-config")]
    public void Pkg_config_finds_it_wherever_it_was_moved_to()
    {
        using var tree = new Tree();
        Installed(tree, "moved");
        string program = Compiled(tree, "moved", "");

        Assert.Contains(
            "[libvgetrandom.so.0]",
            DotnetCommand.RunProgram("readelf", "-dW", program),
            StringComparison.Ordinal);
        Assert.Equal(Served, Run(program, tree.Path($"moved/{OddFolder}")));

        if (Archive("").Length > 0)
        {
            program = Compiled(tree, "moved", "--static", "-static");
            Assert.DoesNotContain(
                "NEEDED", DotnetCommand.RunProgram("readelf", "-dW", program),
                StringComparison.Ordinal);
            Assert.Equal(Served, Run(program, ""));
        }
    }

    /// <summary>Under /usr it leaves out what the compiler knows, and keeps to a sysroot.</summary>
    [Fact]
    [NeedsTool("pkg-config")]
    public void Pkg_config_knows_the_systems_folders()
    {
        using var tree = new Tree();
        Tree.Install("prefix=/usr", $"DESTDIR={tree.Root}");
        ProcessStartInfo start =
            DotnetCommand.Start("pkg-config", ["--cflags", "--libs", "vgetrandom"]);
        start.Environment["PKG_CONFIG_LIBDIR"] = tree.Path("usr/lib/pkgconfig");
        Assert.Equal("-lvgetrandom", TestProgram.Run(start).Trim());
    }

    /// <summary>What was published has a file for pkg-config, too.</summary>
    [Fact]
    [NeedsTool("pkg-config")]
    public void What_was_published_serves_from_its_folder()
    {
        using var tree = new Tree();
        string program = Compile(tree, PublishedLibrary.Folder, "");
        Assert.Equal(Served, Run(program, PublishedLibrary.Folder));
    }

    [Fact]
    [NeedsTool("cmake")]
    [NeedsTool("make")]
    public void CMake_finds_it_wherever_it_was_moved_to()
    {
        using var tree = new Tree();
        Installed(tree, "moved");
        File.WriteAllText(tree.Path("draw.c"), Program);
        File.WriteAllText(tree.Path("CMakeLists.txt"), Project);
        DotnetCommand.RunProgram(
            "cmake", "-G", "Unix Makefiles", "-S", tree.Root, "-B", tree.Path("build"),
            $"-DVGetRandom_DIR={tree.Path($"moved/{OddFolder}/cmake/VGetRandom")}");
        DotnetCommand.RunProgram("cmake", "--build", tree.Path("build"));

        Assert.Equal(Served, Run(tree.Path("build/draw"), ""));
        string linked = tree.Path("build/draw-static");
        Assert.Equal(Archive("").Length > 0, File.Exists(linked));
        Assert.True(!File.Exists(linked) || Run(linked, "") == Served);
    }

    private static void Installed(Tree tree, string movedTo)
    {
        string prefix = tree.Path("first");
        Tree.Install($"prefix={prefix}", $"libdir={prefix}/{OddFolder}");
        Directory.Move(prefix, tree.Path(movedTo));
    }

    private static string Compiled(
        Tree tree, string prefix, string question, params string[] options) =>
        Compile(tree, tree.Path($"{prefix}/{OddFolder}/pkgconfig"), question, options);

    private static string Compile(
        Tree tree, string folder, string question, params string[] options)
    {
        ProcessStartInfo start = DotnetCommand.Start(
            "pkg-config",
            [
                "--cflags", "--libs",
                .. question.Length > 0 ? (string[])[question] : [],
                "vgetrandom",
            ]);
        start.Environment["PKG_CONFIG_PATH"] = folder;
        string[] flags = TestProgram.Run(start).Split((char[])[' ', '\n'],
            StringSplitOptions.RemoveEmptyEntries);
        string program = tree.Path("draw");
        File.WriteAllText($"{program}.c", Program);
        DotnetCommand.RunProgram(
            "cc", [.. options, "-Wall", "-Werror", $"{program}.c", "-o", program, .. flags]);
        return program;
    }

    private static string Run(string program, string libraries)
    {
        ProcessStartInfo start = DotnetCommand.Start(program, []);
        start.Environment["LD_LIBRARY_PATH"] = libraries;
        return TestProgram.Run(start);
    }
}
