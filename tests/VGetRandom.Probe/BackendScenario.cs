using VGetRandom.Backends;

namespace VGetRandom.Probe;

/// <summary>Tells which backend serves, with whatever the environment asks for.</summary>
internal static class BackendScenario
{
    public static int Run(string? preference)
    {
        if (preference is not null)
        {
            AppContext.SetData(BackendRequest.AppContextName, preference);
        }

        Report.Backend();
        Report.Draws();
        return 0;
    }
}
