using System.Globalization;

namespace VGetRandom.Benchmarks.Reports;

/// <summary>Words numbers and names as the report shows them.</summary>
internal static class Wording
{
    public const string Unknown = "–";

    /// <summary>Whether the name of a source or process is one of this library's.</summary>
    public static bool IsOwn(string name) =>
        name.Contains("KernelRandom", StringComparison.Ordinal)
        || name.StartsWith("vgetrandom ", StringComparison.Ordinal);

    public static string Size(int bytes) => bytes switch
    {
        >= 1 << 20 => $"{bytes >> 20} MiB",
        >= 1 << 10 => $"{bytes >> 10} KiB",
        _ => $"{bytes} B",
    };

    /// <summary>A time to three digits, in the unit that suits it.</summary>
    public static string Time(double? ns) => ns switch
    {
        null => Unknown,
        < 999.5 => $"{Digits(ns.Value)} ns",
        < 999.5e3 => $"{Digits(ns.Value / 1e3)} µs",
        < 999.5e6 => $"{Digits(ns.Value / 1e6)} ms",
        _ => $"{Digits(ns.Value / 1e9)} s",
    };

    /// <summary>A time beside the time that it is compared with.</summary>
    public static string Ratio(double? ns, double? otherNs)
    {
        if (ns is not { } time || otherNs is not { } other)
        {
            return Unknown;
        }

        double ratio = Math.Max(time, other) / Math.Min(time, other);
        string times = ratio.ToString(ratio < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture);
        return times == "1.0" ? "the same" : $"{times}x {(time < other ? "faster" : "slower")}";
    }

    /// <summary>Any other number, to three digits.</summary>
    public static string Number(double? number) =>
        number is { } known ? Digits(known) : Unknown;

    /// <summary>A round number, without the zeros that only show its precision.</summary>
    public static string Plain(double number) =>
        number.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Digits(double number)
    {
        string format = number switch
        {
            < 0.0995 => "0.0000",
            < 0.9995 => "0.000",
            < 9.995 => "0.00",
            < 99.95 => "0.0",
            _ => "0",
        };
        return number.ToString(format, CultureInfo.InvariantCulture);
    }
}
