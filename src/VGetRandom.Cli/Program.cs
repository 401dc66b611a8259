using System.Security.Cryptography;
using VGetRandom.Cli;

try
{
    return CommandTree.Create().Run(args);
}
catch (Exception exception) when (exception
    is IOException
    or UnauthorizedAccessException
    or CryptographicException
    or InvalidOperationException
    or OutOfMemoryException)
{
    // What a person can act on is the message; a stack trace is for whoever has the sources.
    Complaint.Write(exception.Message);
    return ExitCode.Failed;
}
