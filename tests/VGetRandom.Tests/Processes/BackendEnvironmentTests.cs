namespace VGetRandom.Tests.Processes;

public class BackendEnvironmentTests
{
    [Theory]
    [InlineData("syscall")]
    [InlineData("device")]
    [InlineData("platform")]
    public void The_variable_names_the_backend(string name)
    {
        ProbeProcess probe = ProbeProcess.Run(["backend"], ("VGETRANDOM_BACKEND", name));
        Assert.Equal(name, probe["backend"]);
        Assert.StartsWith(
            "VGETRANDOM_BACKEND asks for it.", probe["reason"], StringComparison.Ordinal);
        Assert.Equal("True", probe["served"]);
    }

    [Fact]
    public void The_managed_backend_serves_those_who_ask()
    {
        _ = Live.RngInfo();
        ProbeProcess demanded = ProbeProcess.Run(["backend"], ("VGETRANDOM_BACKEND", "managed"));
        ProbeProcess preferred = ProbeProcess.Run(["backend", "managed"]);
        Assert.All([demanded, preferred], probe =>
        {
            Assert.Equal("managed", probe["backend"]);
            Assert.Equal("", probe["fallback"]);
            Assert.Equal("True", probe["served"]);
        });
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("")]
    public void Auto_and_empty_leave_the_choice_free(string value)
    {
        ProbeProcess probe = ProbeProcess.Run(["backend"], ("VGETRANDOM_BACKEND", value));
        Assert.Equal(KernelRandom.Backend.Name, probe["backend"]);
        Assert.Equal(KernelRandom.Backend.Reason, probe["reason"]);
        Assert.Equal("True", probe["served"]);
    }

    [Fact]
    public void The_vdso_backend_serves_where_the_kernel_has_the_function()
    {
        _ = Live.Location();
        Assert.Equal(BackendKind.Vdso, KernelRandom.Backend.Kind);
        Assert.Null(KernelRandom.Backend.Fallback);
    }

    [Fact]
    public void A_variable_that_cannot_be_obeyed_refuses_every_request()
    {
        ProbeProcess probe = ProbeProcess.Run(["backend"], ("VGETRANDOM_BACKEND", "abacus"));
        Assert.Equal("none", probe["backend"]);
        Assert.Equal("False", probe["served"]);
        Assert.Equal("InvalidOperationException", probe["exception"]);
        Assert.Equal(probe["reason"], probe["message"]);
        Assert.Contains("only auto, vdso, ", probe["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("VGETRANDOM_FORK_WAIT_MS", "soon", "not a number of milliseconds from 0 to 60000")]
    [InlineData("VGETRANDOM_FORK_AT_BOUND", "stop", "neither serve nor fail")]
    public void A_setting_that_means_nothing_refuses_every_request(
        string variable, string value, string said)
    {
        ProbeProcess probe = ProbeProcess.Run(["backend"], (variable, value));
        Assert.Equal("none", probe["backend"]);
        Assert.Equal("InvalidOperationException", probe["exception"]);
        Assert.StartsWith($"{variable}='{value}' is ", probe["message"], StringComparison.Ordinal);
        Assert.Contains(said, probe["message"], StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_for_forks_leave_the_choice_of_the_backend_alone() =>
        Assert.Equal(
            KernelRandom.Backend.Name,
            ProbeProcess.Run(
                ["backend"],
                ("VGETRANDOM_FORK_WAIT_MS", "1000"),
                ("VGETRANDOM_FORK_AT_BOUND", "fail"))["backend"]);

    [Fact]
    public void The_AppContext_value_is_a_preference()
    {
        ProbeProcess preferred = ProbeProcess.Run(["backend", "syscall"]);
        Assert.Equal("syscall", preferred["backend"]);

        ProbeProcess unknown = ProbeProcess.Run(["backend", "abacus"]);
        Assert.Equal(KernelRandom.Backend.Name, unknown["backend"]);
        Assert.StartsWith(
            "The AppContext value VGetRandom.Backend prefers 'abacus', which is not available:",
            unknown["reason"],
            StringComparison.Ordinal);
        Assert.Equal("True", unknown["served"]);
    }

    [Fact]
    public void The_variable_overrides_the_AppContext_value()
    {
        ProbeProcess probe = ProbeProcess.Run(
            ["backend", "device"], ("VGETRANDOM_BACKEND", "syscall"));
        Assert.Equal("syscall", probe["backend"]);
    }
}
