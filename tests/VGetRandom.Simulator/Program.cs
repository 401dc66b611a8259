using System.CommandLine;
using VGetRandom.Simulator;

var root = new RootCommand("The library's own code on a simulated kernel.")
{
    RunCommand.Create(),
    ExhaustCommand.Create(),
    TwinsCommand.Create(),
};
return root.Parse(args).Invoke();
