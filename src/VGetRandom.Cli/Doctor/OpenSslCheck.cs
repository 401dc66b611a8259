namespace VGetRandom.Cli.Doctor;

/// <summary>Who serves the random numbers of the OpenSSL that programs find here.</summary>
internal static class OpenSslCheck
{
    private const string Algorithm = "vgetrandom";

    /// <summary>The name of this project's provider.</summary>
    private static ReadOnlySpan<byte> Provider => "vgetrandom"u8;

    /// <returns>What was found, or null and why there is nothing to look at.</returns>
    public static (OpenSslReport? Found, string? Problem) Run()
    {
        if (!OperatingSystem.IsLinux())
        {
            return (null, "the provider is for Linux");
        }

        try
        {
            return (Look(OpenSslLibrary.Load()), null);
        }
        catch (DllNotFoundException missing)
        {
            return (null, missing.Message.Split('\n')[0].TrimEnd());
        }
        catch (EntryPointNotFoundException missing)
        {
            return (null, $"libcrypto.so.3 is not OpenSSL 3's: {missing.Message}");
        }
    }

    private static OpenSslReport Look(OpenSslLibrary library)
    {
        bool isActive = library.IsActive(Provider);
        bool hasDrawn = library.TryDraw();
        string? error = hasDrawn ? null : library.TakeError();
        string? generator = hasDrawn ? library.Generator : null;

        // By its name where it is a generator, whatever the configuration calls the provider; by
        // what it notes where OpenSSL goes past all generators.
        bool isGenerator =
            generator?.StartsWith($"{Algorithm} ", StringComparison.Ordinal) == true;
        bool isServing = isGenerator
            || (isActive
                && hasDrawn
                && library.GetNumber(library.Load(Provider), "served"u8) == 1);
        return new(
            library.Version,
            library.ConfigurationFile,
            isServing ? Algorithm : generator,
            isActive || isGenerator,
            isServing,
            isServing ? ExplainService(library) : Explain(library, isActive, generator, error));
    }

    private static string ExplainService(OpenSslLibrary library) =>
        library.IsActive("default"u8)
            ? "the provider 'vgetrandom' serves it."
            : "the provider 'vgetrandom' serves it; but the provider 'default' is not active, and "
                + "with it most of what OpenSSL does is missing.";

    private static string Explain(
        OpenSslLibrary library, bool isActive, string? generator, string? error)
    {
        string file = library.ConfigurationFile;
        string without = error is null ? "" : $"; and without it nothing is served: {error}";
        if (isActive)
        {
            return error is not null
                ? $"the provider 'vgetrandom' is active, but nothing is served: {error}."
                : $"the provider 'vgetrandom' is active, but {generator} serves: in {file} the "
                    + "line 'random = ' must name a section that says 'random = vgetrandom', "
                    + "and stand before the line 'providers = '.";
        }

        if (FindProblemOf(file) is { } problem)
        {
            return $"{problem}{without}.";
        }

        if (library.FindErrorIn(file) is { } mistake)
        {
            return $"OpenSSL stops reading {file} at an error: {mistake}{without}.";
        }

        return library.Load(Provider) == 0
            ? $"the provider 'vgetrandom' cannot be loaded: {library.TakeError()}{without}."
            : $"the provider 'vgetrandom' could be loaded, but what OpenSSL reads in {file} does "
                + $"not activate it{without}.";
    }

    private static string? FindProblemOf(string file)
    {
        try
        {
            return File.ReadAllText(file).Contains(Algorithm, StringComparison.Ordinal)
                ? null
                : $"{file} does not name the provider 'vgetrandom'";
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"the configuration '{file}' cannot be read: {exception.Message.TrimEnd('.')}";
        }
    }
}
