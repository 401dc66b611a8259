using VGetRandom.Kernel;
using VGetRandom.Selection;

namespace VGetRandom.Probe;

/// <summary>Reports which backend serves in the environment that it is given.</summary>
internal static class BackendScenario
{
    public static int Run(string? preference)
    {
        if (preference is not null)
        {
            AppContext.SetData(RequestedBackend.AppContextName, preference);
        }

        Report.Line("secure", Libc.getauxval(Libc.AT_SECURE) != 0);
        Report.Backend();
        Report.Draws();
        return 0;
    }
}
