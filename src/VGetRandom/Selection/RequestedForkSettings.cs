using System.Globalization;
using VGetRandom.Forks;
using VGetRandom.Kernel;

namespace VGetRandom.Selection;

/// <summary>What the environment or the program asked for after a fork of the machine.</summary>
internal static class RequestedForkSettings
{
    public const string WaitVariable = "VGETRANDOM_FORK_WAIT_MS";
    public const string AtBoundVariable = "VGETRANDOM_FORK_AT_BOUND";
    public const string WaitAppContextName = "VGetRandom.ForkWaitMs";
    public const string AtBoundAppContextName = "VGetRandom.ForkAtBound";
    private const string Serve = "serve";
    private const string Fail = "fail";

    /// <summary>Reads the environment variables; where one is empty, the AppContext value.
    /// </summary>
    public static Attempt<ForkSettings> FromProcess()
    {
        // A set-user-ID program must not take orders from the environment of whoever started it.
        bool isPrivileged = AuxiliaryValues.IsPrivileged;
        return Wait(Read(WaitVariable, WaitAppContextName, isPrivileged)).Then(boundMs =>
            AtBound(Read(AtBoundVariable, AtBoundAppContextName, isPrivileged))
                .Then<ForkSettings>(fails => new ForkSettings(boundMs, fails)));
    }

    internal static Attempt<int> Wait((string? Value, string Source) asked) =>
        asked.Value is null ? ForkSettings.DefaultBoundMs
        : int.TryParse(
            asked.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int boundMs)
            && boundMs <= ForkSettings.MaxBoundMs ? boundMs
        : new Problem(
            $"{asked.Source}='{asked.Value}' is not a number of milliseconds from 0 to "
            + $"{ForkSettings.MaxBoundMs}.");

    internal static Attempt<bool> AtBound((string? Value, string Source) asked) =>
        asked.Value switch
        {
            null or Serve => false,
            Fail => true,
            _ => new Problem($"{asked.Source}='{asked.Value}' is neither {Serve} nor {Fail}."),
        };

    private static (string? Value, string Source) Read(
        string variable, string appContextName, bool isPrivileged)
    {
        string? value = isPrivileged ? null : Environment.GetEnvironmentVariable(variable)?.Trim();
        return !string.IsNullOrEmpty(value)
            ? (value, variable)
            : (AppContext.GetData(appContextName)?.ToString(),
                $"The AppContext value {appContextName}");
    }
}
