namespace VGetRandom.Cli.Doctor;

/// <summary>OpenSSL as programs find it here, and what serves its random numbers.</summary>
/// <param name="Version">What the library calls itself.</param>
/// <param name="Configuration">The file that it reads, whether or not it is there.</param>
/// <param name="Generator">What serves RAND_bytes, or null where nothing does.</param>
/// <param name="ProviderLoaded">Whether the provider of this project is active.</param>
/// <param name="ServesRandom">Whether random numbers come from it.</param>
/// <param name="Reason">Why, or why not.</param>
internal sealed record OpenSslReport(
    string Version,
    string Configuration,
    string? Generator,
    bool ProviderLoaded,
    bool ServesRandom,
    string Reason);
