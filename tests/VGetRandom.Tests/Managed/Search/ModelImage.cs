using VGetRandom.Managed.Search;

namespace VGetRandom.Tests.Managed.Search;

/// <summary>A function of our own that behaves like the kernel's, as far as the proof looks, and
/// images of it with one thing wrong. It was assembled with gcc and taken apart.</summary>
/// <remarks>Its state has 112 random bytes at 0, the generation at 128 and the position at 136. It
/// takes arguments as C passes them: rdi buffer, rsi length, rdx flags, rcx state.</remarks>
internal static class ModelImage
{
    public const int StateBytes = 144;
    public const int StateGeneration = 128;
    public const int Generation = 0x40;
    public const int Ready = 0x48;
    public const int Other = 0x1010;
    public const int Selector = 0x4;

    public const int DataBytes = 0x2000;

    private const int ImageBytes = 0x1000;
    private const string Zero = "00";
    private const string IntMax = ModelSelector.IntMax;

    /// <summary>Two pages of data below one of code, with no live ones anywhere.</summary>
    public static VdsoMapping Mapping { get; } = new(0, 0, DataBytes, DataBytes, ImageBytes);

    public static byte[] Build(Alteration alteration = Alteration.None)
    {
        var code = new X64Assembler();
        AddReadiness(code, alteration);
        AddGeneration(code, alteration);
        AddRekey(code, alteration);
        AddOutput(code, alteration);
        AddEnd(code, alteration);
        code.Label("fallback");
        if (alteration is Alteration.FallsOffTheEnd)
        {
            return code.ToArray();
        }

        code.Add("b8 3e010000");                        // mov $318, %eax
        code.Add("0f 05");                              // syscall
        code.Add("c3");                                 // ret
        return code.ToArray();
    }

    private static void AddReadiness(X64Assembler code, Alteration alteration)
    {
        const int ready = Ready - DataBytes;
        switch (alteration)
        {
            case Alteration.GenerationMovesByItself:
                code.AddOperand("48 ff 05", Generation - DataBytes); // incq gen(%rip)
                break;
            case Alteration.ReadsTheClock:
                code.Add("0f 31");                      // rdtsc
                break;
            case Alteration.ReadsOutside:
                code.AddOperand("8b 05", ImageBytes);   // mov end(%rip), %eax
                break;
            case Alteration.ReadsAnAbsoluteAddress:
                code.Add("8b 04 25 00000010");          // mov 0x10000000, %eax
                break;
            default:
                break;
        }

        switch (alteration)
        {
            case Alteration.ReadinessNowhere:
                return;
            case Alteration.ReadinessOfTwoBytes:
                code.AddOperand("66 83 3d", ready, Zero); // cmpw $0, ready(%rip)
                break;
            case Alteration.ReadinessOfOneBit:
                code.AddOperand("f6 05", ready, "01");  // testb $1, ready(%rip)
                break;
            case Alteration.SelectorLeavesTheFirstReadiness:
                code.AddOperand("80 3d", ready, Zero);  // cmpb $0, ready(%rip)
                code.AddJump("0f 84", "fallback");      // je fallback
                ModelSelector.Add(code, alteration, "80 3d", ready, Zero);
                break;
            default:
                ModelSelector.Add(code, alteration, "80 3d", ready, Zero); // cmpb $0, ready(%rip)
                break;
        }

        code.AddJump(alteration is Alteration.ReadinessInverted ? "0f 85" : "0f 84", "fallback");
        if (alteration is Alteration.AnotherByteIsReadinessToo)
        {
            code.AddOperand("80 3d", Other - DataBytes, Zero); // cmpb $0, other(%rip)
            code.AddJump("0f 84", "fallback");          // je fallback
        }
    }

    private static void AddGeneration(X64Assembler code, Alteration alteration)
    {
        const int generation = Generation - DataBytes;
        const int other = Other - DataBytes;
        ModelSelector.Add(code, alteration, "48 8b 05", generation); // mov gen(%rip), %rax
        AddTwoWords(code, alteration);
        switch (alteration)
        {
            case Alteration.WordAtIntMaxSilencesTheGeneration:
                code.AddOperand("81 3d", -4, IntMax);   // cmpl $INT_MAX, the last word of data
                code.AddJump("0f 84", "serve");         // je serve
                break;
            case Alteration.OneBitOfAWordMatters:
                code.AddOperand("f6 05", -4, "40");     // testb $0x40, the last word of data
                code.AddJump("0f 85", "serve");         // jne serve
                break;
            case Alteration.NoWordMatters:
                code.Add("80 b9 89000000 00");          // cmpb $0, 137(%rcx)
                code.AddJump("0f 85", "serve");         // jne serve
                code.Add("c6 81 89000000 01");          // movb $1, 137(%rcx)
                code.Add("31 c0");                      // xor %eax, %eax
                code.AddJump("e9", "rekey");            // jmp rekey
                break;
            case Alteration.GenerationNotStored:
                code.Add("48 f7 d0");                   // not %rax
                break;
            case Alteration.SecondWordRekeys:
                code.AddOperand("44 8b 0d", other);     // mov other(%rip), %r9d
                code.Add("44 39 89 8c000000");          // cmp %r9d, 140(%rcx)
                code.AddJump("0f 85", "rekey");         // jne rekey
                break;
            case Alteration.TwoCandidates:
                code.AddOperand("4c 8b 0d", other);     // mov other(%rip), %r9
                code.Add("4c 39 49 78");                // cmp %r9, 120(%rcx)
                code.AddJump("0f 85", "rekey");         // jne rekey
                break;
            default:
                break;
        }

        // cmp %rax, 128(%rcx), or %eax
        code.Add(alteration is Alteration.HalfOfTheGenerationCompared
            ? "39 81 80000000"
            : "48 39 81 80000000");
        code.AddJump("0f 84", "serve");                 // je serve
    }

    /// <summary>Adds what one of two words at INT_MAX does, or both together. Each variant shows
    /// only at one size of the range that a trial fills.</summary>
    private static void AddTwoWords(X64Assembler code, Alteration alteration)
    {
        int second = alteration switch
        {
            Alteration.TwoWordsOfAPageMatterUnlessEqual => Other,
            Alteration.WordsOfTwoPagesMatterUnlessEqual => 4,
            Alteration.WordsOfTwoPagesMatterTogether => 4,
            _ => -1,
        };
        if (second < 0)
        {
            return;
        }

        bool together = alteration is Alteration.WordsOfTwoPagesMatterTogether;
        code.AddOperand("81 3d", -4, IntMax);           // cmpl $INT_MAX, the last word of data
        code.AddJump("0f 85", "apart");                 // jne apart
        code.AddOperand("81 3d", second - DataBytes, IntMax); // cmpl $INT_MAX, the second word
        code.AddJump(together ? "0f 85" : "0f 84", "apart"); // jne apart, or je
        if (alteration is Alteration.TwoWordsOfAPageMatterUnlessEqual)
        {
            code.Add("31 c0");                          // xor %eax, %eax
        }
        else
        {
            code.AddJump("e9", "serve");                // jmp serve
        }

        code.Label("apart");
    }

    private static void AddRekey(X64Assembler code, Alteration alteration)
    {
        code.Label("rekey");
        code.Add("48 89 81 80000000");                  // mov %rax, 128(%rcx)
        if (alteration is Alteration.SecondWordRekeys)
        {
            code.Add("44 89 89 8c000000");              // mov %r9d, 140(%rcx)
        }

        code.Add("57 56 52");                           // push %rdi; push %rsi; push %rdx
        code.Add("49 89 c8");                           // mov %rcx, %r8
        code.Add("48 89 cf");                           // mov %rcx, %rdi
        if (alteration is Alteration.KeyNotFresh)
        {
            code.Add("b9 1c000000");                    // mov $28, %ecx
            code.Add("b8 5a5a5a5a");                    // mov $0x5a5a5a5a, %eax
            code.Add("f3 ab");                          // rep stosl
        }
        else
        {
            code.Add("be 70000000");                    // mov $112, %esi
            code.Add("31 d2");                          // xor %edx, %edx
            code.Add("b8 3e010000");                    // mov $318, %eax
            code.Add("0f 05");                          // syscall
        }

        code.Add("4c 89 c1");                           // mov %r8, %rcx
        code.Add("5a 5e 5f");                           // pop %rdx; pop %rsi; pop %rdi
        code.Add("c6 81 88000000 00");                  // movb $0, 136(%rcx)
        if (alteration is Alteration.TwoCandidates)
        {
            code.Add("4c 89 49 78");                    // mov %r9, 120(%rcx)
        }
    }

    private static void AddOutput(X64Assembler code, Alteration alteration)
    {
        code.Label("serve");
        if (alteration is Alteration.PagesChangeLater)
        {
            code.Add("80 b9 88000000 00");              // cmpb $0, 136(%rcx)
            code.Add("74 06");                          // je over the next
            code.AddOperand("ff 05", Other - DataBytes); // incl other(%rip)
        }

        if (alteration is Alteration.ResultsMoveByThemselves)
        {
            code.AddJump("e9", "rekeyAlways");          // jmp rekeyAlways
            code.Label("served");
        }

        code.Add("0f b6 81 88000000");                  // movzbl 136(%rcx), %eax
        code.Add("4c 8b 0c 01");                        // mov (%rcx,%rax), %r9
        code.Add("4c 8b 54 01 08");                     // mov 8(%rcx,%rax), %r10
        code.Add("4c 89 0f");                           // mov %r9, (%rdi)
        code.Add("4c 89 57 08");                        // mov %r10, 8(%rdi)
        code.Add("48 c7 04 01 00000000");               // movq $0, (%rcx,%rax)
        code.Add("48 c7 44 01 08 00000000");            // movq $0, 8(%rcx,%rax)
        code.Add("80 81 88000000 10");                  // addb $16, 136(%rcx)
        if (alteration is Alteration.WritesBesideTheState)
        {
            code.Add("c6 81 c8000000 01");              // movb $1, 200(%rcx)
        }
    }

    private static void AddEnd(X64Assembler code, Alteration alteration)
    {
        // mov %rsi, %rax, or lea -1(%rsi), %rax
        code.Add(alteration is Alteration.ReturnsShort ? "48 8d 46 ff" : "48 89 f0");
        switch (alteration)
        {
            case Alteration.JumpsOutside:
                code.AddJump("e9", 0x100000);           // jmp start + 1 MiB
                break;
            case Alteration.JumpsBefore:
                code.AddJump("e9", -16);                // jmp start - 16
                break;
            case Alteration.CallsOutside:
                code.AddJump("e8", 0x7fff0000);         // call start + 2 GiB
                break;
            case Alteration.JumpsByPointer:
                code.Add("ff e0");                      // jmp *%rax
                break;
            case Alteration.CallsByPointer:
                code.AddOperand("ff 15", Other - DataBytes); // call *other(%rip)
                break;
            case Alteration.Traps:
                code.Add("0f 0b");                      // ud2
                break;
            default:
                code.Add("c3");                         // ret
                break;
        }

        if (alteration is Alteration.ResultsMoveByThemselves)
        {
            // 16 fresh bytes where the position is.
            code.Label("rekeyAlways");
            code.Add("57 56 52 51");                    // push %rdi, %rsi, %rdx, %rcx
            code.Add("0f b6 81 88000000");              // movzbl 136(%rcx), %eax
            code.Add("48 8d 3c 01");                    // lea (%rcx,%rax), %rdi
            code.Add("be 10000000");                    // mov $16, %esi
            code.Add("31 d2");                          // xor %edx, %edx
            code.Add("b8 3e010000");                    // mov $318, %eax
            code.Add("0f 05");                          // syscall
            code.Add("59 5a 5e 5f");                    // pop %rcx, %rdx, %rsi, %rdi
            code.AddJump("e9", "served");               // jmp served
        }
    }
}
