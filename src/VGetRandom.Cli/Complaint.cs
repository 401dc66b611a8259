using System.Security.Cryptography;

namespace VGetRandom.Cli;

/// <summary>Says on standard error, in exactly one line, what went wrong.</summary>
internal static class Complaint
{
    public const string ToolName = "vgetrandom";

    public static void Write(string message) =>
        Console.Error.WriteLine($"{ToolName}: {OneLine(message)}");

    /// <summary>What a person can act on: the message. A stack trace is for whoever has the
    /// sources.</summary>
    public static string About(Exception exception)
    {
        // An initializer that fails hides the reason behind the name of its type.
        Exception cause = exception is TypeInitializationException
            ? exception.GetBaseException()
            : exception;
        return cause
            is IOException
            or UnauthorizedAccessException
            or CryptographicException
            or InvalidOperationException
            or NotSupportedException
            or OutOfMemoryException
                ? cause.Message
                : $"This should not happen: {cause.GetType().Name}: {cause.Message}";
    }

    // Messages quote arguments and file names, which may hold line breaks, escape codes that would
    // steer the terminal, or bytes that are no text.
    private static string OneLine(string message) => string.Concat(
        RawText.Printable(message).Select(letter => char.IsControl(letter) ? ' ' : letter));
}
