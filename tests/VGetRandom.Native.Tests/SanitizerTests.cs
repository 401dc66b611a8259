namespace VGetRandom.Native.Tests;

/// <summary>The library in a program that AddressSanitizer watches.</summary>
public class SanitizerTests
{
    // AddressSanitizer checks what the program passes to functions of the C library, and what the
    // library passes. When a thread ends, it checks against a stack that it takes for another's.
    [Theory]
    [InlineData("ended")]
    [InlineData("cancelled")]
    public void A_thread_that_ends_early_raises_no_alarm(string scenario)
    {
        TestProgram.Run(TestProgram.Linked("sanitized", "-fsanitize=address"), scenario);
    }
}
