using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace VGetRandom.Analyzers;

/// <summary>Finds the calls that an interceptor can take, and places that look like one.</summary>
internal static class CallSiteFinder
{
    private static readonly HashSet<string> s_names =
    [
        "Fill", "GetBytes", "GetInt32", "GetHexString", "GetString", "GetItems", "Shuffle",
        "Create", "NewGuid", "CreateVersion7",
        "Shared", "Next", "NextInt64", "NextSingle", "NextDouble", "NextBytes",
    ];

    /// <summary>Whether it is worth asking the compiler what the node means.</summary>
    public static bool IsCandidate(SyntaxNode node) =>
        node is SimpleNameSyntax name
            ? s_names.Contains(name.Identifier.ValueText)
            : node is BaseObjectCreationExpressionSyntax
            {
                ArgumentList.Arguments.Count: 0,
                Initializer: null,
            };

    public static CallSite? Find(SyntaxNode node, SemanticModel model, CancellationToken token)
    {
        ExpressionSyntax whole = Whole((ExpressionSyntax)node);
        if (KnownSymbols.Of(model.Compilation) is not { } known
            || model.GetOperation(whole, token) is not { } operation
            || Meaning(operation, known) is not var (platform, reason))
        {
            return null;
        }

        LinePosition start = node.GetLocation().GetLineSpan().StartLinePosition;
        var site = new CallSite(
            node.SyntaxTree.FilePath, start.Line + 1, start.Character + 1, platform, reason ?? "");
        if (reason is not null)
        {
            return site;
        }

        return Interceptor.For((IInvocationOperation)operation, known) is { } interceptor
            && model.GetInterceptableLocation((InvocationExpressionSyntax)whole, token)
                is { } location
            ? site with
            {
                Outcome = interceptor.Target,
                Attribute = location.GetInterceptsLocationAttributeSyntax(),
                Interceptor = interceptor.Declaration,
            }
            : site.Skipped("nothing here does the same");
    }

    /// <summary>The platform's member, and the reason if no interceptor can take it.</summary>
    private static (string Platform, string? Reason)? Meaning(
        IOperation operation, KnownSymbols known)
    {
        (string Platform, string? Reason)? meaning = operation switch
        {
            IInvocationOperation { Instance: null, TargetMethod: { } method }
                when Finder.RuleFor(method, known) is not null => (Name(method), null),
            IInvocationOperation { Instance: { } random, TargetMethod: { } method }
                when KnownSymbols.Equal(method.ContainingType, known.Random) =>
                (Name(method), SharedInstance.IsRandom(random, known)
                    ? null
                    : "not known to be Random.Shared"),
            IMethodReferenceOperation { Method: { IsStatic: true } method }
                when Finder.RuleFor(method, known) is not null => (Name(method), "a delegate"),
            IDynamicInvocationOperation { Operation: IDynamicMemberReferenceOperation member }
                when IsPlatform(member.Instance?.Type ?? member.ContainingType) =>
                (member.MemberName, "a dynamic argument"),
            IPropertyReferenceOperation when IsValue() => ("Random.Shared", "passed on"),
            IObjectCreationOperation when IsValue() => ("new Random()", "an instance of its own"),
            _ => null,
        };
        return meaning is { } found && Finder.IsOnlyLookedAt(operation, known)
            ? (found.Platform, "in an expression tree")
            : meaning;

        bool IsPlatform(ITypeSymbol? type) =>
            KnownSymbols.Equal(type, known.Generator)
            || KnownSymbols.Equal(type, known.Guid)
            || KnownSymbols.Equal(type, known.Random);

        bool IsValue() =>
            SharedInstance.IsRandom(operation, known)
            && operation.Parent is not (IInvocationOperation or INameOfOperation);
    }

    private static string Name(IMethodSymbol method) =>
        $"{method.ContainingType.Name}.{method.Name}";

    /// <summary>The call of a name; the name with what stands before it; or the name alone.
    /// </summary>
    private static ExpressionSyntax Whole(ExpressionSyntax name)
    {
        ExpressionSyntax member =
            name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access
            : name.Parent is MemberBindingExpressionSyntax binding ? binding
            : name;
        return member.Parent is InvocationExpressionSyntax call && call.Expression == member
            ? call
            : member;
    }
}
