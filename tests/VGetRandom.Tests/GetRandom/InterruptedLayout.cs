using VGetRandom.GetRandom;

namespace VGetRandom.Tests.GetRandom;

/// <summary>A layout whose every use is a place where something may come between.</summary>
// SAFETY: pointers are passed on as they come.
internal readonly unsafe struct InterruptedLayout<TLayout> : IStateLayout
    where TLayout : struct, IStateLayout
{
    [ThreadStatic]
    private static Action? t_interrupt;

    /// <summary>What comes between, on this thread.</summary>
    public static Action? Interrupt
    {
        get => t_interrupt;
        set => t_interrupt = value;
    }

    public static int BatchKeyBytes => TLayout.BatchKeyBytes;

    public static int GenerationOffset => TLayout.GenerationOffset;

    public static int InUseOffset => TLayout.InUseOffset;

    public static int StateBytes => TLayout.StateBytes;

    public static uint ReadRemaining(byte* state)
    {
        t_interrupt?.Invoke();
        uint remaining = TLayout.ReadRemaining(state);
        t_interrupt?.Invoke();
        return remaining;
    }

    public static void WriteRemaining(byte* state, uint remaining)
    {
        t_interrupt?.Invoke();
        TLayout.WriteRemaining(state, remaining);
        t_interrupt?.Invoke();
    }

    public static uint NextOffset(uint remaining, uint count)
    {
        t_interrupt?.Invoke();
        return TLayout.NextOffset(remaining, count);
    }
}
