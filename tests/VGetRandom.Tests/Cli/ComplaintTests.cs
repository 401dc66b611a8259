using System.Security.Cryptography;
using VGetRandom.Cli;

namespace VGetRandom.Tests.Cli;

public class ComplaintTests
{
    public static TheoryData<Exception> Expected =>
    [
        new IOException("told"),
        new UnauthorizedAccessException("told"),
        new CryptographicException("told"),
        new InvalidOperationException("told"),
        new PlatformNotSupportedException("told"),
        new TypeInitializationException("Some.Type", new IOException("told")),
    ];

    [Theory]
    [MemberData(nameof(Expected))]
    public void Of_what_may_happen_the_message_is_told(Exception exception) =>
        Assert.Equal("told", Complaint.About(exception));

    [Fact]
    public void Of_what_should_not_happen_the_kind_is_told_as_well() =>
        Assert.Equal(
            "This should not happen: FormatException: told",
            Complaint.About(new FormatException("told")));
}
