using VGetRandom.Kernel;
using VGetRandom.Selection;

namespace VGetRandom.Probe;

/// <summary>Tells which backend serves, with whatever the environment asks for.</summary>
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
