namespace VGetRandom.Tests.Managed.Search;

/// <summary>A word that moves what an instruction reads: as on Linux 6.11 to 6.14, or in one of the
/// ways that the proof must not believe.</summary>
internal static class ModelSelector
{
    public const string IntMax = "ffffff7f";

    private const int Page = 0x1000;
    private const string Three = "03000000";

    /// <summary>Adds an instruction that reads data, and before it the code that chooses
    /// where.</summary>
    /// <param name="code">The code to add to.</param>
    /// <param name="alteration">What is wrong.</param>
    /// <param name="hex">The instruction.</param>
    /// <param name="offset">The offset from the image's start of what it reads if nothing moves
    /// it.</param>
    /// <param name="immediate">The end of the instruction.</param>
    public static void Add(
        X64Assembler code, Alteration alteration, string hex, int offset, string immediate = "")
    {
        bool isReadiness = immediate.Length > 0;
        int distance = alteration switch
        {
            Alteration.SelectorMovesBoth or Alteration.SelectorMovesAtAnotherValueToo
                or Alteration.SelectorLeavesTheFirstReadiness or Alteration.TwoSelectors => Page,
            Alteration.SelectorMovesTheGenerationOnly => isReadiness ? 0 : Page,
            Alteration.SelectorMovesTheReadinessOnly => isReadiness ? Page : 0,
            Alteration.SelectorMovesByHalfAPage => Page / 2,

            // This reaches the image itself, where the pages end.
            Alteration.SelectorMovesOutOfThePages => 2 * Page,
            _ => 0,
        };
        if (distance == 0)
        {
            code.AddOperand(hex, offset, immediate);
            return;
        }

        // cmpl $INT_MAX, the selector; je moved
        AddChoice(code, ModelImage.Selector, IntMax, hex);
        if (alteration is Alteration.TwoSelectors)
        {
            AddChoice(code, ModelImage.Other, IntMax, hex);
        }
        else if (alteration is Alteration.SelectorMovesAtAnotherValueToo)
        {
            AddChoice(code, ModelImage.Selector, Three, hex);
        }

        code.AddOperand(hex, offset, immediate);
        code.AddJump("e9", $"read {hex}");              // jmp read
        code.Label($"moved {hex}");
        code.AddOperand(hex, offset + distance, immediate);
        code.Label($"read {hex}");
    }

    private static void AddChoice(X64Assembler code, int word, string value, string hex)
    {
        code.AddOperand("81 3d", word - ModelImage.DataBytes, value); // cmpl $value, word(%rip)
        code.AddJump("0f 84", $"moved {hex}");          // je moved
    }
}
