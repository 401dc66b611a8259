using System.Globalization;
using System.Runtime.InteropServices;
using VGetRandom.Kernel;
using VGetRandom.Vdso;

namespace VGetRandom.Tests.Vdso;

/// <summary>The vDSO of the process that runs the tests.</summary>
internal static partial class LiveVdso
{
    private const int RTLD_LAZY = 1;
    private const int RTLD_NOLOAD = 4;

    /// <summary>Why the kernel's function cannot exist here, or null.</summary>
    /// <remarks>This goes by what is known about kernels and processors, not by what the locator
    /// finds. Tests fail if the locator should find the function and does not.</remarks>
    public static string? Refusal
    {
        get
        {
            if (!OperatingSystem.IsLinux())
            {
                return "Only Linux has a vDSO.";
            }

            Architecture architecture = RuntimeInformation.ProcessArchitecture;
            VdsoSymbol symbol = VdsoSymbol.For(architecture) ?? default;
            Version kernel = Environment.OSVersion.Version;
            return !symbol.ReportsErrorsAsNegative
                    ? $"No vDSO getrandom can be used on {architecture}."
                : kernel < Version.Parse(symbol.Since)
                    ? $"The vDSO has getrandom since Linux {symbol.Since}; this is {kernel}."
                : Libc.getauxval(Libc.AT_SYSINFO_EHDR) == 0 ? "This process was given no vDSO."
                : null;
        }
    }

    /// <summary>This machine's symbol, for tests that need the kernel's function.</summary>
    public static VdsoSymbol Symbol =>
        VdsoSymbol.For(RuntimeInformation.ProcessArchitecture)!.Value;

    /// <summary>A copy of the whole image.</summary>
    public static byte[] Copy(VdsoSymbol symbol)
    {
        nint image = (nint)Libc.getauxval(Libc.AT_SYSINFO_EHDR);

        // SAFETY: the kernel maps whole pages, so the first is there. The C library also relies on
        // the rest being there, as far as the image itself says.
        unsafe
        {
            var firstPage = new ReadOnlySpan<byte>((void*)image, Environment.SystemPageSize);
            Assert.Null(Locating.Measure(firstPage, symbol.Machine, out int length));
            return new ReadOnlySpan<byte>((void*)image, length).ToArray();
        }
    }

    /// <summary>Returns the function's address, as the C library's own linker finds it.</summary>
    public static nint LinkerAddressOf(VdsoSymbol symbol)
    {
        // glibc lists the image under this name; another C library may not list it at all.
        nint handle = dlopen("linux-vdso.so.1", RTLD_LAZY | RTLD_NOLOAD);
        Assert.SkipWhen(handle == 0, "This C library does not list the vDSO as a library.");
        return dlvsym(handle, symbol.Name, symbol.Version);
    }

    /// <summary>Returns the address range that the kernel lists as the vDSO.</summary>
    public static (nint Start, nint End, string Permissions) Mapping()
    {
        string line = File.ReadLines("/proc/self/maps")
            .Single(line => line.EndsWith("[vdso]", StringComparison.Ordinal));
        string[] words = line.Split(' ', 3);
        string[] range = words[0].Split('-');
        return (ParseAddress(range[0]), ParseAddress(range[1]), words[1]);
    }

    private static nint ParseAddress(string digits) =>
        nint.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint dlopen(string name, int mode);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint dlvsym(nint handle, string name, string version);
}
