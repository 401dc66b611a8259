using System.Diagnostics;
using VGetRandom.Backends;
using VGetRandom.ChaCha20;
using VGetRandom.Cli.Doctor;
using VGetRandom.Cli.Output;
using VGetRandom.Cli.Selftest;
using VGetRandom.Selection;

namespace VGetRandom.Tests.Cli;

/// <summary>Each check of <c>selftest</c>, on something that is broken.</summary>
public class SelftestFaultTests
{
    public static TheoryData<string> BlockFaults => [.. s_blockFaults.Keys];

    // SAFETY: BlockCheck gives each version room for its blocks, and a whole key.
    private static readonly unsafe Dictionary<string, BlockCheck.Generator> s_blockFaults = new()
    {
        ["one bit of the last of 63 blocks"] = (output, blockCount, key, ref counter) =>
        {
            ChaCha20Reference.Generate(output, blockCount, key, ref counter);
            output[(blockCount * ChaCha20Blocks.BlockBytes) - 1] ^= (byte)(blockCount / 63);
        },
        ["the counter is left as it was"] = (output, blockCount, key, ref counter) =>
        {
            ulong own = counter;
            ChaCha20Reference.Generate(output, blockCount, key, ref own);
        },
        ["the counter's carry is lost"] = (output, blockCount, key, ref counter) =>
        {
            ulong upper = counter & 0xFFFF_FFFF_0000_0000;
            for (nuint i = 0; i < blockCount; i++)
            {
                ulong own = upper | (uint)(counter + i);
                byte* block = output + (i * ChaCha20Blocks.BlockBytes);
                ChaCha20Reference.Generate(block, 1, key, ref own);
            }

            counter += blockCount;
        },
    };

    [Theory]
    [MemberData(nameof(BlockFaults))]
    public void A_wrong_block_function_is_noticed(string fault) =>
        Assert.NotNull(BlockCheck.FindMistake(s_blockFaults[fault]));

    [Theory]
    [MemberData(nameof(StateFaults.OfRequests), MemberType = typeof(StateFaults))]
    public void So_is_an_algorithm_that_differs_from_the_kernels(string fault)
    {
        var theirs = new StateGenerator();
        var ours = new StateGenerator();
        Assert.Equal(Outcome.Ok, OracleCheck.Compare(theirs.Request, ours.Request).Outcome);

        Finding finding = OracleCheck.Compare(theirs.Request, StateFaults.Request(fault, ours));
        Assert.Equal(Outcome.Failed, finding.Outcome);
    }

    [Theory]
    [MemberData(nameof(StateFaults.OfReseeds), MemberType = typeof(StateFaults))]
    public void So_is_one_that_goes_on_after_a_reseed(string fault, string complaint)
    {
        var healthy = new StateGenerator();
        Assert.Null(ReseedCheck.FindMistake(healthy.Move, healthy.Request));

        var broken = new StateGenerator();
        Assert.Contains(
            complaint,
            ReseedCheck.FindMistake(broken.Move, StateFaults.Reseed(fault, broken.Request)),
            StringComparison.Ordinal);
    }

    // The kernel's code does as its state says, and this state lies.
    [Fact]
    public void So_is_the_kernels_own_code_on_an_old_key_under_a_new_generation()
    {
        Attempt<PrivateKernel> made = PrivateKernel.Make();
        Assert.SkipUnless(made.Succeeded, made.Problem);
        using PrivateKernel kernel = made.Value;

        Assert.Contains(
            "the old key",
            ReseedCheck.FindMistake(
                generation => kernel.Generation = generation,
                StateFaults.Reseed(StateFaults.OldKey, kernel.AskKernel)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void So_is_a_kernel_that_does_not_reseed_when_told_to()
    {
        ulong generation = 5;
        Assert.Equal(Outcome.Failed, ReseedCheck.Compare(() => generation, () => null).Outcome);
        Assert.Equal(Outcome.Ok, ReseedCheck.Compare(() => generation++, () => null).Outcome);
        Assert.Equal(
            Finding.Skipped("no."), ReseedCheck.Compare(() => generation, () => "no."));
    }

    [Theory]
    [InlineData("/dev/no-such-device", "ENOENT")]
    [InlineData("/dev/null", "ENOTTY")]
    public void Without_the_kernels_device_that_cannot_be_told(string device, string reason) =>
        Assert.Contains(reason, ReseedCheck.Reseed(device), StringComparison.Ordinal);

    [Fact]
    public void Ordinary_memory_is_not_droppable()
    {
        int pageSize = Environment.SystemPageSize;
        using var page = new NativeBuffer(pageSize, pageSize);
        bool? isDroppable;

        // SAFETY: fixed tells where the page is, which the buffer keeps until it is disposed of.
        unsafe
        {
            fixed (byte* address = page.Bytes)
            {
                (isDroppable, _) = DroppableMemoryCheck.Drop((nint)address, pageSize);
            }
        }

        Assert.False(isDroppable);
    }

    [Theory]
    [MemberData(nameof(FaultyBackends.Names), MemberType = typeof(FaultyBackends))]
    public void Requests_that_a_backend_does_not_serve_rightly_are_noticed(
        string fault, string complaint)
    {
        Finding finding = Requests(FaultyBackends.New(fault));
        Assert.Equal(Outcome.Failed, finding.Outcome);
        Assert.Contains(complaint, finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backend_that_serves_them_passes() =>
        Assert.Equal(Outcome.Ok, Requests(ProcessBackend.Instance).Outcome);

    // In a process that is fit to be forked.
    [Theory]
    [InlineData("None", Outcome.Ok, "no 16 of them twice")]
    [InlineData("Repeats", Outcome.Failed, "both sides")]
    [InlineData("Leaves", Outcome.Failed, "zeros")]
    [InlineData("Ends", Outcome.Failed, "ended with status")]
    [InlineData("Hangs", Outcome.Failed, "hangs")]
    public void What_a_backend_does_in_the_child_of_a_fork_is_noticed(
        string fault, object outcome, string detail)
    {
        ProbeProcess probe = ProbeProcess.Run(
            ["fork-check", fault],
            ("DOTNET_TieredCompilation", "0"), ("DOTNET_EnableWriteXorExecute", "0"));
        Assert.Equal($"{outcome}", probe["outcome"]);
        Assert.Contains(detail, probe["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("printf 'Ok\\nfine\\n'", Outcome.Ok, "fine")]
    [InlineData("exit 3", Outcome.Failed, "exit code 3")]
    [InlineData("sleep 60", Outcome.Failed, "hangs")]
    public void The_process_that_forks_has_to_come_back(
        string script, object outcome, string detail)
    {
        // Time enough to start, and far less than the one takes that hangs.
        Finding finding = ForkProcess.Run(
            new ProcessStartInfo("/bin/sh", ["-c", script]), TimeSpan.FromSeconds(5));
        Assert.Equal(outcome, finding.Outcome);
        Assert.Contains(detail, finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_cannot_be_started_says_nothing()
    {
        Finding finding = ForkProcess.Run(
            new ProcessStartInfo("/no/such/program"), TimeSpan.FromSeconds(5));
        Assert.Equal(Outcome.Skipped, finding.Outcome);
    }

    [Fact]
    public void What_is_not_available_is_skipped_with_its_reason()
    {
        Attempt<IRandomBackend> missing = new Problem("it is not here.");
        Assert.Equal(Finding.Skipped("it is not here."), BackendCheck.Run(missing));
        Assert.Equal(Finding.Skipped("it is not here."), ForkCheck.Run(missing));
    }

    [Fact]
    public void A_check_that_throws_has_failed_and_one_without_room_is_skipped()
    {
        Finding thrown = Checks.Guard(() => throw new DllNotFoundException("no library"));
        Assert.Equal(Outcome.Failed, thrown.Outcome);
        Assert.Contains("no library", thrown.Detail, StringComparison.Ordinal);
        Assert.Equal(
            Finding.Skipped("no room"),
            Checks.Guard(() => throw new InsufficientMemoryException("no room")));
    }

    private static Finding Requests(IRandomBackend backend) =>
        BackendCheck.Run(Attempt<IRandomBackend>.Of(backend));
}
