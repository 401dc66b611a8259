using System.Diagnostics;
using System.Text.RegularExpressions;

namespace VGetRandom.Tests.Forks;

/// <summary>The udev rule that opens the device to everyone.</summary>
public partial class UdevRuleTests
{
    private static readonly string s_file = Path.Combine(
        Checkout.Root, "src/VGetRandom.Native/99-vgetrandom-vmclock.rules");

    [Fact]
    public void It_is_one_rule_for_one_kind_of_device_to_be_read_by_all()
    {
        string rule = Assert.Single(
            File.ReadLines(s_file), line => line.Length > 0 && line[0] != '#');
        Assert.Matches(Rule(), rule);
    }

    [Fact]
    public void Udevadm_has_nothing_against_it()
    {
        // Without udevadm, or with one from before systemd 254, only the test above checks the
        // rule.
        if (TryRun("udevadm", "verify", "--help") == 0)
        {
            Assert.Equal(0, TryRun("udevadm", "verify", s_file));
        }
    }

    private static int? TryRun(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex("^SUBSYSTEM==\"misc\", KERNEL==\"vmclock\\[0-9\\]\\*\", MODE=\"0444\"$")]
    private static partial Regex Rule();
}
