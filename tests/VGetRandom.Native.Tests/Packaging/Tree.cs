using System.Diagnostics;
using VGetRandom.Tests;

namespace VGetRandom.Native.Tests.Packaging;

/// <summary>A folder to install into, gone when the test ends.</summary>
internal sealed class Tree : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("vgetrandom-test-");

    public string Root => _root.FullName;

    /// <summary>Everything in it, from its top; a folder's name ends with a slash.</summary>
    public string[] Everything => Find("-mindepth", "1");

    /// <summary>The files and links in it.</summary>
    public string[] Files => [.. Everything.Where(name => !name.EndsWith('/'))];

    public string Path(string name) => System.IO.Path.Combine(Root, name.TrimStart('/'));

    /// <summary>Runs packaging/install for the libraries.</summary>
    public static void Install(params string[] places) =>
        Run("install", ["native", "--from", PublishedLibrary.Folder, .. places]);

    /// <summary>Runs packaging/install for the command as native code.</summary>
    public static void InstallCommand(params string[] places) =>
        InstallCommandFrom(PublishedCommand.Folder, places);

    /// <summary>Runs packaging/install for the command as a folder has it.</summary>
    public static void InstallCommandFrom(string folder, params string[] places) =>
        Run("install", ["command", "--from", folder, .. places]);

    /// <summary>Runs packaging/uninstall.</summary>
    public static void Uninstall(string kind, params string[] places) =>
        Run("uninstall", [kind, .. places]);

    /// <summary>What the script complains of.</summary>
    public static string Refusal(string script, params string[] arguments) =>
        TestProgram.RunToFailure(Start(script, arguments));

    public void Dispose() => _root.Delete(recursive: true);

    private static ProcessStartInfo Start(string script, string[] arguments) =>
        DotnetCommand.Start(
            System.IO.Path.Combine(Checkout.Root, "packaging", script), arguments);

    private static void Run(string script, string[] arguments) =>
        TestProgram.Run(Start(script, arguments));

    private string[] Find(params string[] conditions) =>
    [
        .. DotnetCommand.RunProgram(
                "find",
                [
                    Root, .. conditions,
                    "(", "-type", "d", "-printf", "%P/\\n", ")", "-o", "-printf", "%P\\n",
                ])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Order(StringComparer.Ordinal),
    ];
}
