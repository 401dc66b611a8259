using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary>Items to choose from, in an order that can be changed.</summary>
internal interface IItems : IDisposable
{
    /// <summary>What stands for the items: numbers in native memory, in their order.</summary>
    Span<int> Order { get; }

    /// <summary>Writes the item that a number stands for, without its end.</summary>
    void Write(LineOutput output, int item);
}
