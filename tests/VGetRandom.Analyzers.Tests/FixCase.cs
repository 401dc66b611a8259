using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using VGetRandom.Analyzers.Fixes;

namespace VGetRandom.Analyzers.Tests;

/// <summary>A program, what the analyzer reports in it, and what the fix makes of it.</summary>
internal static partial class FixCase
{
    // Programs mark reports {|VGR0001:like this|}, as the testing library expects.
    public static Task FixesAsync(
        string program,
        string becomes,
        LanguageVersion language = LanguageVersion.CSharp14) =>
        Test(program, becomes, language).RunAsync(TestContext.Current.CancellationToken);

    /// <summary>Asserts that the analyzer reports nothing in the program.</summary>
    public static Task LeavesAsync(string program, bool refersToLibrary = true) =>
        Test(program, program, LanguageVersion.CSharp14, refersToLibrary)
            .RunAsync(TestContext.Current.CancellationToken);

    /// <summary>Does the same for the statements of a method.</summary>
    public static Task FixesBodyAsync(string statements, string becomes)
    {
        string usings = string.Concat(
            s_usings.Where(line => line != "using VGetRandom;\n"));
        return FixesAsync(Method(usings, statements), Method(string.Concat(s_usings), becomes));
    }

    public static Task LeavesBodyAsync(string statements) =>
        LeavesAsync(Method(string.Concat(s_usings), statements));

    public static CSharpCodeFixTest<PlatformRandomAnalyzer, KernelRandomFix, DefaultVerifier> Test(
        string program, string becomes, LanguageVersion language, bool refersToLibrary = true)
    {
        var test = new CSharpCodeFixTest<PlatformRandomAnalyzer, KernelRandomFix, DefaultVerifier>
        {
            TestCode = program,
            FixedCode = becomes,
        };
        Programs.Prepare(test, language, refersToLibrary);
        return test;
    }

    private static readonly string[] s_usings =
    [
        "using System;\n",
        "using System.Collections.Generic;\n",
        "using System.Linq;\n",
        "using System.Security.Cryptography;\n",
        "using VGetRandom;\n",
    ];

    private static string Method(string usings, string statements) =>
        $$"""
        {{usings}}
        class Program
        {
            void Run(byte[] bytes, int[] numbers, string[] words, int length)
            {
                {{LineEnd().Replace(statements, "\n        ")}}
            }
        }

        """;

    [GeneratedRegex("\n(?!\n)")]
    private static partial Regex LineEnd();
}
