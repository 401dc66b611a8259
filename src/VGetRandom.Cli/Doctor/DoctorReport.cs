using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using VGetRandom.Managed.Search;
using VGetRandom.Vdso;

namespace VGetRandom.Cli.Doctor;

/// <summary>What decides where random bytes come from on this machine.</summary>
internal sealed record DoctorReport
{
    public required string Backend { get; init; }

    public required string Reason { get; init; }

    public required string? Fallback { get; init; }

    public required bool SeesMachineForks { get; init; }

    public required string MachineForks { get; init; }

    public required double? MachineForkLookNs { get; init; }

    public required bool? RngReady { get; init; }

    public required string RngState { get; init; }

    public required VdsoReport? Vdso { get; init; }

    public required string? VdsoProblem { get; init; }

    public required bool ManagedAvailable { get; init; }

    public required string? ManagedProblem { get; init; }

    public required bool DroppableMemory { get; init; }

    public required string DroppableMemoryReason { get; init; }

    public required OpenSslReport? Openssl { get; init; }

    public required string? OpensslProblem { get; init; }

    public required int VectorBits { get; init; }

    public required int PageSize { get; init; }

    public required string Kernel { get; init; }

    public required string Architecture { get; init; }

    public required string Os { get; init; }

    public required string Runtime { get; init; }

    public required string VgetrandomVersion { get; init; }

    [JsonIgnore]
    public bool IsServed { get; private init; }

    /// <summary>Looks at this machine. Whatever is missing is reported with its reason.</summary>
    public static DoctorReport Make()
    {
        BackendInfo backend = KernelRandom.Backend;
        Attempt<VdsoLocation> vdso = VdsoLocator.Locate();
        Attempt<RngInfo> rngInfo = vdso.Then(_ => ProcessRngInfo.Find());
        string? managedProblem = rngInfo.Succeeded ? null : rngInfo.Problem;
        (bool? isDroppable, string droppableReason) = DroppableMemoryCheck.Run(vdso);
        (OpenSslReport? openSsl, string? openSslProblem) = OpenSslCheck.Run();
        (bool? isReady, string rngState) = RngReadiness.Ask();

        return new DoctorReport
        {
            IsServed = backend.Kind != BackendKind.None,
            Backend = backend.Name,
            Reason = backend.Reason,
            Fallback = backend.Fallback,
            SeesMachineForks = backend.SeesMachineForks,
            MachineForks = backend.MachineForks,
            MachineForkLookNs = backend.SeesMachineForks ? ForkLook.MeasureNs() : null,
            RngReady = isReady,
            RngState = rngState,
            Vdso = vdso.Succeeded ? VdsoReport.Of(vdso.Value) : null,
            VdsoProblem = vdso.Succeeded ? null : vdso.Problem,
            ManagedAvailable = managedProblem is null,
            ManagedProblem = managedProblem,
            DroppableMemory = isDroppable == true,
            DroppableMemoryReason = droppableReason,
            Openssl = openSsl,
            OpensslProblem = openSslProblem,
            VectorBits = ThisMachine.VectorBits,
            PageSize = Environment.SystemPageSize,
            Kernel = ThisMachine.Kernel,
            Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
            Os = RuntimeInformation.OSDescription,
            Runtime = ThisMachine.Runtime,
            VgetrandomVersion = ThisMachine.OwnVersion,
        };
    }
}
