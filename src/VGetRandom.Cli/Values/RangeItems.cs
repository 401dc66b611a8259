using System.CommandLine.Parsing;
using System.Globalization;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary>All whole numbers of a range.</summary>
internal sealed class RangeItems : IItems
{
    public const string Form = "LOW-HIGH";

    // An item's number is an int, and so is the length of the memory for all of them.
    private const long MaxItems = (int.MaxValue / sizeof(int)) - 1;

    private readonly long _low;
    private NumberedItems? _order;

    private RangeItems(long low, int count)
    {
        _low = low;
        Count = count;
    }

    public int Count { get; }

    public Span<int> Order
    {
        get
        {
            if (_order is null)
            {
                InputText.RefuseIfTooLong($"{_low}-{_low + Count - 1}", 0, Count);
                _order = new NumberedItems(Count);
            }

            return _order.Numbers;
        }
    }

    public static RangeItems Of((long Low, long High) range) =>
        new(range.Low, (int)(range.High - range.Low + 1));

    public int ItemAt(int index) => index;

    /// <summary>Reads the value of an option, or says what is wrong with it.</summary>
    public static (long Low, long High)? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;

        // The first number may have a sign of its own.
        int sign = text.Length > 1 ? text.IndexOf('-', 1) : -1;
        if (sign < 0
            || !TryRead(text.AsSpan(0, sign), out long low)
            || !TryRead(text.AsSpan(sign + 1), out long high))
        {
            result.AddError($"{Form} is two whole numbers such as 1-52; '{text}' is not.");
        }
        else if (high < low)
        {
            result.AddError($"HIGH, '{high}', is less than LOW, '{low}'.");
        }
        else if ((UInt128)((Int128)high - low) >= (UInt128)MaxItems)
        {
            result.AddError(
                $"{Form} has at most {MaxItems.ToString("N0", CultureInfo.InvariantCulture)} "
                + $"numbers; '{text}' has more. The command int draws from any range.");
        }
        else
        {
            return (low, high);
        }

        return null;
    }

    public void Write(LineOutput output, int item) => output.Write(_low + item);

    public void Dispose() => _order?.Dispose();

    private static bool TryRead(ReadOnlySpan<char> text, out long number) => long.TryParse(
        text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
