using VGetRandom.Guest;

namespace VGetRandom.Machines;

/// <summary>What two clones drew in common between going on and the kernel's notice.</summary>
/// <remarks>We report this and never assert it, because the kernel needs that time.</remarks>
internal sealed record Window(
    Kernel Kernel, int Lane, int Common, int Drawn, double Milliseconds)
{
    public static Window Of(Kernel kernel, int lane, Clone one, Clone other) => new(
        kernel,
        lane,
        one.CountCommon(other, lane),
        Math.Min(one.Window[lane].Length, other.Window[lane].Length),
        Math.Max(one.WindowMs, other.WindowMs));

    public static void WriteTable(IEnumerable<Window> windows)
    {
        const string Format = "{0,-6} {1,-34} {2,9} {3,9} {4,8:F1}";
        Line(Format, "kernel", "from going on to the notice", "repeated", "of words", "ms");
        foreach (Window window in windows.OrderBy(w => w.Kernel.Name.Length).ThenBy(w => w.Lane))
        {
            Line(
                Format,
                window.Kernel.Name,
                NameOf(window.Lane),
                window.Common,
                window.Drawn,
                window.Milliseconds);
        }
    }

    private static string NameOf(int lane) => lane switch
    {
        Lanes.Syscall => "syscall, 8 bytes",
        Lanes.Syscall + 1 => "syscall, 1 KiB",
        Lanes.Vdso => "vdso, 8 bytes",
        Lanes.Vdso + 1 => "vdso, 1 KiB",
        Lanes.Managed => "managed, 8 bytes",
        _ => "managed, 1 KiB",
    };

    private static void Line(string format, params object[] values) => Console.WriteLine(
        string.Format(System.Globalization.CultureInfo.InvariantCulture, format, values));
}
