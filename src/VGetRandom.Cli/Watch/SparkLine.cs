namespace VGetRandom.Cli.Watch;

/// <summary>Numbers as a row of bars, each in one character.</summary>
internal static class SparkLine
{
    private const string Bars = "▁▂▃▄▅▆▇█";
    private const string PlainBars = "_.-:=+*#";

    /// <summary>Draws numbers from 0 on, the largest of them with the highest bar.</summary>
    public static string Draw(ReadOnlySpan<double> values, bool isUnicode)
    {
        double most = 0;
        foreach (double value in values)
        {
            most = Math.Max(most, value);
        }

        string bars = isUnicode ? Bars : PlainBars;
        char[] line = new char[values.Length];
        for (int i = 0; i < line.Length; i++)
        {
            int height = most > 0 ? (int)Math.Round(values[i] / most * (bars.Length - 1)) : 0;
            line[i] = bars[height];
        }

        return new string(line);
    }
}
