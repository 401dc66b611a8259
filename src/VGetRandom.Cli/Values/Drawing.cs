using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary>Writes items in random order.</summary>
internal static class Drawing
{
    /// <summary>Writes so many different items; every selection, in every order, is exactly as
    /// likely as every other.</summary>
    /// <param name="items">The items.</param>
    /// <param name="count">At most as many as there are.</param>
    /// <param name="end">The byte that ends an item.</param>
    public static void WriteDifferent(IItems items, int count, byte end)
    {
        if (count == 1)
        {
            WriteAnyTimes(items, count, end);
            return;
        }

        if (count == items.Count)
        {
            KernelRandom.Shuffle(items.Order);
        }
        else
        {
            MoveToFront(items.Order, count);
        }

        using var output = new LineOutput();
        foreach (int item in items.Order[..count])
        {
            if (output.IsOver)
            {
                return;
            }

            items.Write(output, item);
            output.EndLine(end);
        }

        output.Flush();
    }

    /// <summary>Writes items that may come again, each drawn by itself.</summary>
    public static void WriteAnyTimes(IItems items, long count, byte end)
    {
        using var output = new LineOutput();
        for (long i = 0; i < count && !output.IsOver; i++)
        {
            items.Write(output, items.ItemAt(KernelRandom.GetInt32(items.Count)));
            output.EndLine(end);
        }

        output.Flush();
    }

    /// <summary>Selects items: the beginning of a shuffle, as far as it is needed.</summary>
    internal static void MoveToFront(Span<int> items, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int chosen = i + KernelRandom.GetInt32(items.Length - i);
            (items[i], items[chosen]) = (items[chosen], items[i]);
        }
    }
}
