namespace VGetRandom.Tests;

public class KernelRandomTests
{
    [Fact]
    public void Bytes_have_the_length_asked_for() => Assert.Equal(32, KernelRandom.GetBytes(32).Length);
}
