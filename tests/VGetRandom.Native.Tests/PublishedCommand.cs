using VGetRandom.Tests;

namespace VGetRandom.Native.Tests;

/// <summary>The command, published once for all tests as documented.</summary>
internal static class PublishedCommand
{
    private static readonly string s_work =
        Path.Combine(Checkout.Root, "artifacts/native-tests/command");

    private static readonly Lazy<string> s_folder = new(() => Publish(
        "published",
        "-r", "linux-x64",
        "-p:PublishAot=true",
        "-p:CppCompilerAndLinker=cc"));

    private static readonly Lazy<string> s_managedFolder = new(() => Publish("managed"));

    /// <summary>Native code, to be copied to where programs are installed.</summary>
    public static string Folder => s_folder.Value;

    /// <summary>The same for the .NET that is installed.</summary>
    public static string ManagedFolder => s_managedFolder.Value;

    /// <summary>The command as the solution builds it, for the .NET that is installed.</summary>
    public static string Assembly { get; } = Path.Combine(
        Checkout.Root,
        "src/VGetRandom.Cli/bin",
        Checkout.Configuration,
        "net10.0/VGetRandom.Cli.dll");

    public static string Program => Path.Combine(Folder, "bin/vgetrandom");

    public static string Library => Path.Combine(Folder, "lib/vgetrandom/libvgetrandom-command.so");

    /// <summary>The build for a level of processors.</summary>
    public static string LibraryFor(string level) => Path.Combine(
        Folder, "lib/vgetrandom/glibc-hwcaps", level, "libvgetrandom-command.so");

    private static string Publish(string name, params string[] options)
    {
        string folder = Path.Combine(s_work, name);
        string messages = DotnetCommand.Run(
            [
                "publish", "src/VGetRandom.Cli",
                "-c", "Release",
                .. options,
                "--artifacts-path", Path.Combine(s_work, "build"),
                "-o", folder,
            ]);
        Assert.DoesNotContain("warning", messages, StringComparison.OrdinalIgnoreCase);
        return folder;
    }
}
