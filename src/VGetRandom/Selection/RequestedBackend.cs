using VGetRandom.Kernel;

namespace VGetRandom.Selection;

/// <summary>What the environment or the program asked for, if anything.</summary>
/// <param name="Name">The backend's name in any case, or null for the best available.</param>
/// <param name="Source">Who asks, by the name under which a person would look for it.</param>
/// <param name="IsStrict">
/// Whether an unavailable backend is an error. It is for the environment variable, which an
/// operator sets on purpose. A program's own setting is a preference, because a program may run
/// anywhere.
/// </param>
internal readonly record struct RequestedBackend(string? Name, string Source, bool IsStrict)
{
    public const string VariableName = "VGETRANDOM_BACKEND";
    public const string AppContextName = "VGetRandom.Backend";

    /// <summary>The name for the best available.</summary>
    public const string Auto = "auto";

    public static RequestedBackend None => new(null, "", false);

    /// <summary>Reads the environment variable; if it is empty, the AppContext value.</summary>
    public static RequestedBackend FromProcess()
    {
        // A set-user-ID program must not take orders from the environment of whoever started it.
        string? variable = AuxiliaryValues.IsPrivileged
            ? null
            : Environment.GetEnvironmentVariable(VariableName);
        return From(variable, AppContext.GetData(AppContextName) as string);
    }

    internal static RequestedBackend From(string? variable, string? appContextValue)
    {
        string name = Normalize(variable);
        if (name.Length > 0)
        {
            return IsAuto(name) ? None : new(name, VariableName, true);
        }

        name = Normalize(appContextValue);
        return name.Length == 0 || IsAuto(name)
            ? None
            : new(name, $"The AppContext value {AppContextName}", false);
    }

    // A stray space or a capital letter in a unit file must not take a service down.
    private static string Normalize(string? name) => name is null ? "" : name.Trim();

    private static bool IsAuto(string name) =>
        name.Equals(Auto, StringComparison.OrdinalIgnoreCase);
}
