using System.Runtime.InteropServices;

namespace VGetRandom.Native.Tests;

/// <summary>A C library, and how programs are linked with it and with ours.</summary>
/// <param name="Name">The part of a file's name that distinguishes its programs.</param>
/// <param name="Compiler">The compiler's command.</param>
/// <param name="Link">"-static", "-static-pie", or nothing for shared libraries.</param>
internal sealed record Toolchain(string Name, string Compiler, string Link = "")
{
    public const string MuslCompiler = "musl-gcc";

    private static readonly Lazy<string> s_kernelHeaders = new(LinkKernelHeaders);

    public static Toolchain Glibc { get; } = new("", "cc");

    public static Toolchain Musl { get; } = new("-musl", MuslCompiler);

    public bool IsStatic => Link.Length > 0;

    private bool IsMusl => Compiler == MuslCompiler;

    /// <summary>The folder of the libraries that were linked with this C library.</summary>
    public string Folder => IsMusl ? PublishedLibrary.MuslFolder : PublishedLibrary.Folder;

    /// <summary>The compiler's options for any program.</summary>
    public string[] CompileOptions =>
    [
        .. IsMusl ? ["-idirafter", s_kernelHeaders.Value] : Array.Empty<string>(),
        $"-I{Folder}",
    ];

    /// <summary>The options that link a program with this repository's library.</summary>
    public string[] LibraryOptions => IsStatic
        ? [Link, Path.Combine(Folder, "libvgetrandom.a")]
        : [$"-L{Folder}", "-lvgetrandom", $"-Wl,-rpath,{Folder}"];

    /// <summary>Returns the same C library, for programs that need no file at their
    /// start.</summary>
    public Toolchain Statically(string link) => this with { Name = Name + link, Link = link };

    // musl's compiler searches only musl's own folders, and Debian's has no kernel headers.
    private static string LinkKernelHeaders()
    {
        string folder = Path.Combine(PublishedLibrary.Programs, "kernel-headers");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        string processor =
            RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "x86_64" : "aarch64";
        foreach (string headers in new[] { "linux", "asm-generic", $"{processor}-linux-gnu/asm" })
        {
            Directory.CreateSymbolicLink(
                Path.Combine(folder, Path.GetFileName(headers)),
                Path.Combine("/usr/include", headers));
        }

        return folder;
    }
}
