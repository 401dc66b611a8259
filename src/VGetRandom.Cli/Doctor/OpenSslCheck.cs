namespace VGetRandom.Cli.Doctor;

/// <summary>Who serves the random numbers of the OpenSSL that programs find here.</summary>
internal static class OpenSslCheck
{
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
            return OpenSslLibrary.TryLoad() is { } library
                ? (Look(library), null)
                : (null, "there is no libcrypto.so.3, OpenSSL's library");
        }
        catch (EntryPointNotFoundException missing)
        {
            return (null, $"libcrypto.so.3 is not OpenSSL 3's: {missing.Message}");
        }
    }

    private static OpenSslReport Look(OpenSslLibrary library)
    {
        // First, for it is what reads the configuration.
        bool isActive = library.IsActive(Provider);
        bool hasDrawn = library.TryDraw();
        string? error = hasDrawn ? null : library.TakeError();
        bool hasServed = isActive
            && hasDrawn
            && library.GetNumber(library.Load(Provider), "served"u8) == 1;
        string? generator = hasServed ? "vgetrandom" : hasDrawn ? library.Generator : null;
        return new(
            library.Version,
            library.ConfigurationFile,
            generator,
            isActive,
            hasServed,
            Explain(library, isActive, hasServed, generator, error));
    }

    private static string Explain(
        OpenSslLibrary library, bool isActive, bool hasServed, string? generator, string? error)
    {
        string file = library.ConfigurationFile;
        if (hasServed)
        {
            return "the provider 'vgetrandom' serves it.";
        }

        if (isActive)
        {
            return error is not null
                ? $"the provider 'vgetrandom' is active, but nothing is served: {error}."
                : $"the provider 'vgetrandom' is active, but {generator} serves: in {file} the "
                    + "line 'random = ' must name a section that says 'random = vgetrandom', "
                    + "and stand before the line 'providers = '.";
        }

        if (!IsNamedIn(file))
        {
            return error is null
                ? $"{file} does not name the provider 'vgetrandom'."
                : $"nothing is served: {error}.";
        }

        string loading = library.Load(Provider) == 0
            ? $"the provider 'vgetrandom' cannot be loaded: {library.TakeError()}"
            : $"the provider 'vgetrandom' could be loaded, but {file} does not activate it";
        return error is null
            ? $"{loading}."
            : $"{loading}; and without it nothing is served: {error}.";
    }

    private static bool IsNamedIn(string file)
    {
        try
        {
            return File.ReadAllText(file).Contains("vgetrandom", StringComparison.Ordinal);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
