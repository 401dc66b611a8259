using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary>The words of a command line.</summary>
internal sealed class ArgumentItems : IItems
{
    private readonly NumberedItems _order;
    private readonly byte[][] _words;

    public ArgumentItems(string[] words)
    {
        // Without the zero at the end: any bytes may be in an argument, as in a file's name.
        _words = [.. words.Select(word => RawText.ToCString(word)[..^1])];
        _order = new NumberedItems(words.Length);
    }

    public int Count => _words.Length;

    public Span<int> Order => _order.Numbers;

    public int ItemAt(int index) => index;

    public void Write(LineOutput output, int item) => output.Write(_words[item]);

    public void Dispose() => _order.Dispose();
}
