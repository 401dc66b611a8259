using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestFramework(typeof(VGetRandom.Tests.Needs.SkippingFramework))]

namespace VGetRandom.Tests.Needs;

/// <summary>Runs tests as xUnit.net does, but reports each missing need only once.</summary>
/// <remarks>A skip for each test would print the same reason hundreds of times, and bury all
/// others.</remarks>
public sealed class SkippingFramework : XunitTestFramework
{
    protected override ITestFrameworkExecutor CreateExecutor(Assembly assembly) =>
        new Executor(new XunitTestAssembly(assembly, configFilePath: null, assemblyName: null));

    private sealed class Executor(IXunitTestAssembly assembly)
        : XunitTestFrameworkExecutor(assembly)
    {
        public override ValueTask RunTestCases(
            IReadOnlyCollection<IXunitTestCase> testCases,
            IMessageSink executionMessageSink,
            ITestFrameworkExecutionOptions executionOptions,
            CancellationToken cancellationToken)
        {
            ILookup<string, IXunitTestCase> byNeed =
                testCases.ToLookup(testCase => MissingNeed(testCase)?.Need ?? "");
            IEnumerable<IXunitTestCase> skipped = byNeed
                .Where(group => group.Key.Length > 0)
                .Select(group => Skipped([.. group]));
            return base.RunTestCases(
                [.. byNeed[""], .. skipped],
                executionMessageSink,
                executionOptions,
                cancellationToken);
        }

        /// <summary>Returns one test that stands for all with the same missing need.</summary>
        private static XunitTestCase Skipped(IXunitTestCase[] testCases)
        {
            IXunitTestCase first = testCases[0];
            NeedsAttribute need = MissingNeed(first)!;
            return new(
                first.TestMethod,
                $"{testCases.Length} test methods need {need.Need}",
                first.UniqueID,
                @explicit: false,
                skipReason: need.Refusal);
        }

        private static NeedsAttribute? MissingNeed(IXunitTestCase testCase)
        {
            MethodInfo method = testCase.TestMethod.Method;

            // Needs of the whole assembly come first, so that they are reported once.
            return method.ReflectedType!.Assembly.GetCustomAttributes<NeedsAttribute>()
                .Concat(method.ReflectedType!.GetCustomAttributes<NeedsAttribute>())
                .Concat(method.GetCustomAttributes<NeedsAttribute>())
                .FirstOrDefault(need => need.Refusal is not null);
        }
    }
}
