using System.Runtime.InteropServices;
using VGetRandom.Tests;
using VGetRandom.Tests.Needs;

// All tests publish, and most compile what they run.
[assembly: NeedsCCompiler]

namespace VGetRandom.Native.Tests;

/// <summary>The libraries, published by the documented command, once for all tests.</summary>
internal static class PublishedLibrary
{
    private static readonly string s_work = Path.Combine(Checkout.Root, "artifacts/native-tests");
    private static readonly Lazy<string> s_folder = new(() => Publish(Toolchain.Glibc));
    private static readonly Lazy<string> s_muslFolder = new(() => Publish(Toolchain.Musl));

    /// <summary>The folder of vgetrandom.h and the libraries.</summary>
    public static string Folder => s_folder.Value;

    /// <summary>The folder of the same files, linked with musl.</summary>
    public static string MuslFolder => s_muslFolder.Value;

    /// <summary>The folder for test programs.</summary>
    public static string Programs { get; } =
        Directory.CreateDirectory(Path.Combine(s_work, "programs")).FullName;

    public static string Library => Path.Combine(Folder, "libvgetrandom.so");

    public static string PreloadLibrary => Path.Combine(Folder, "libvgetrandom-preload.so");

    /// <summary>The folder in which OpenSSL looks for the provider.</summary>
    public static string OpenSslModules => Path.Combine(Folder, "ossl-modules");

    private static string Publish(Toolchain toolchain)
    {
        string rid = $"linux-{RuntimeInformation.ProcessArchitecture}".ToLowerInvariant();
        string folder = Path.Combine(s_work, $"published{toolchain.Name}");

        // This build needs folders of its own, because the tests run from the ordinary ones.
        string messages = DotnetCommand.Run(
            "publish", "src/VGetRandom.Native",
            "-c", "Release",
            "-r", rid,
            $"-p:CppCompilerAndLinker={toolchain.Compiler}",
            "--artifacts-path", Path.Combine(s_work, $"build{toolchain.Name}"),
            "-o", folder);
        Assert.DoesNotContain("warning", messages, StringComparison.OrdinalIgnoreCase);
        return folder;
    }
}
