namespace VGetRandom.Cli.Bytes;

/// <summary>How bytes are written.</summary>
internal enum OutputFormat
{
    /// <summary>As they are.</summary>
    Raw,

    /// <summary>Two lower-case digits a byte, on one line.</summary>
    Hex,

    /// <summary>Two upper-case digits a byte, on one line.</summary>
    HexUpper,

    /// <summary>RFC 4648, section 6, padded, on one line.</summary>
    Base32,

    /// <summary>RFC 4648, section 4, padded, on one line.</summary>
    Base64,

    /// <summary>RFC 4648, section 5, without padding, on one line.</summary>
    Base64Url,
}
