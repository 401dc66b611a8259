using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary>Items to choose from, in an order that can be changed.</summary>
internal interface IItems : IDisposable
{
    /// <summary>How many items there are.</summary>
    int Count { get; }

    /// <summary>What stands for the items: numbers in native memory, in their order.</summary>
    /// <exception cref="IOException">There is too little memory for so many.</exception>
    Span<int> Order { get; }

    /// <summary>What stands for one of the items, which needs no memory for all.</summary>
    int ItemAt(int index);

    /// <summary>Writes the item that a number stands for, without its end.</summary>
    void Write(LineOutput output, int item);
}
