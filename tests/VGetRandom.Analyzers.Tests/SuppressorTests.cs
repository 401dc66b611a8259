using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Testing;

namespace VGetRandom.Analyzers.Tests;

/// <summary>CA5394 is suppressed where KernelRandom.Random answers, and nowhere else.</summary>
public class SuppressorTests
{
    [Fact]
    public Task The_property_and_what_is_only_ever_that() =>
        RunAsync(
            """
            using System;
            using VGetRandom;
            using static VGetRandom.KernelRandom;

            class Program
            {
                private static readonly Random s_random = KernelRandom.Random;
                private readonly Random _random = VGetRandom.KernelRandom.Random;

                int One => {|#0:KernelRandom.Random.Next(6)|};
                int Two() => {|#1:s_random.Next(6)|} + {|#2:this._random.Next(6)|};
                int Three()
                {
                    var random = KernelRandom.Random;
                    return {|#3:random.Next()|};
                }
            }
            """,
            suppressed: 4);

    [Fact]
    public Task What_may_be_another_instance_is_not_withdrawn() =>
        RunAsync(
            """
            using System;
            using VGetRandom;

            class Program
            {
                private readonly Random _assigned = KernelRandom.Random;
                private readonly Random _written = KernelRandom.Random;
                private readonly Random _given;
                private Random _open = KernelRandom.Random;
                private Random Random { get; } = new Random();

                Program(Random random)
                {
                    _given = random;
                    this._assigned = random;
                    Write(out _written);
                }

                static void Write(out Random random) => random = new Random(1);

                int Fields() => {|#0:_assigned.Next()|} + {|#1:_written.Next()|}
                    + {|#2:_given.Next()|} + {|#3:_open.Next()|} + {|#4:Random.Next()|};

                int Locals(Random random)
                {
                    Random changed = KernelRandom.Random;
                    Random swapped = KernelRandom.Random, other = new(2);
                    ref Random alias = ref swapped;
                    changed = other;
                    return {|#5:random.Next()|} + {|#6:changed.Next()|} + {|#7:swapped.Next()|}
                        + {|#8:other.Next()|} + {|#9:Random.Shared.Next()|};
                }
            }
            """,
            reported: 10);

    [Fact]
    public Task Fips_only_code_keeps_the_warning() =>
        RunAsync(
            """
            class Program
            {
                int One => {|#0:VGetRandom.KernelRandom.Random.Next(6)|};
            }
            """,
            reported: 1,
            options: "vgetrandom_fips_only = true");

    private static Task RunAsync(
        string program, int suppressed = 0, int reported = 0, string options = "")
    {
        var test = new SuppressorTest { TestCode = program };
        Programs.Prepare(test, LanguageVersion.CSharp14);
        test.TestState.AnalyzerConfigFiles.Add(
            ("/.editorconfig", $"root = true\n[*.cs]\n{options}\n"));
        for (int i = 0; i < suppressed + reported; i++)
        {
            test.ExpectedDiagnostics.Add(
                DiagnosticResult.CompilerWarning("CA5394")
                    .WithLocation(i)
                    .WithIsSuppressed(i < suppressed));
        }

        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    private sealed class SuppressorTest : CSharpAnalyzerTest<InsecureRandom, DefaultVerifier>
    {
        protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() =>
            [new InsecureRandom(), new InsecureRandomSuppressor()];
    }

    // These rules are for analyzers that are shipped.
#pragma warning disable RS1029, RS1036, RS1038, RS1041, RS2008
    /// <summary>Reports what the SDK's own rule reports: each call of a method of Random.</summary>
    [SuppressMessage("Performance", "CA1812", Justification = "The testing library creates it.")]
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class InsecureRandom : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor s_rule = new(
            "CA5394", "Insecure", "Insecure", "Security", DiagnosticSeverity.Warning, true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_rule];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterOperationAction(
                operation =>
                {
                    var call = (IInvocationOperation)operation.Operation;
                    if (call.TargetMethod.ContainingType.Name == nameof(Random))
                    {
                        operation.ReportDiagnostic(
                            Diagnostic.Create(s_rule, call.Syntax.GetLocation()));
                    }
                },
                OperationKind.Invocation);
        }
    }
#pragma warning restore RS1029, RS1036, RS1038, RS1041, RS2008
}
