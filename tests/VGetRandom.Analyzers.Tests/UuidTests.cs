namespace VGetRandom.Analyzers.Tests;

/// <summary>VGR0002: Guid.NewGuid and Guid.CreateVersion7.</summary>
public class UuidTests
{
    [Theory]
    [InlineData("NewGuid", "")]
    [InlineData("CreateVersion7", "")]
    [InlineData("CreateVersion7", "DateTimeOffset.UtcNow")]
    [InlineData("CreateVersion7", "timestamp: DateTimeOffset.UtcNow")]
    public Task A_call_is_one_of_KernelRandom(string method, string arguments) =>
        FixCase.FixesBodyAsync(
            $"string id = {{|VGR0002:Guid.{method}|}}({arguments}).ToString();",
            $"string id = KernelRandom.{method}({arguments}).ToString();");

    [Fact]
    public Task A_method_group() =>
        FixCase.FixesBodyAsync(
            """
            Func<Guid> make = {|VGR0002:Guid.NewGuid|};
            var inferred = {|VGR0002:Guid.NewGuid|};
            Lazy<Guid> lazy = new({|VGR0002:Guid.NewGuid|});
            Func<DateTimeOffset, Guid> sorted = ({|VGR0002:Guid.CreateVersion7|});
            // SAFETY: nothing runs; the compiler alone sees it.
            unsafe { delegate*<Guid> pointer = &{|VGR0002:Guid.NewGuid|}; }
            """,
            """
            Func<Guid> make = KernelRandom.NewGuid;
            var inferred = KernelRandom.NewGuid;
            Lazy<Guid> lazy = new(KernelRandom.NewGuid);
            Func<DateTimeOffset, Guid> sorted = (KernelRandom.CreateVersion7);
            // SAFETY: nothing runs; the compiler alone sees it.
            unsafe { delegate*<Guid> pointer = &KernelRandom.NewGuid; }
            """);

    [Fact]
    public Task A_static_using_and_an_alias() =>
        FixCase.FixesAsync(
            """
            using System;
            using static System.Guid;
            using Id = System.Guid;

            class Program
            {
                Guid One => {|VGR0002:NewGuid|}();
                Func<Guid> Two => {|VGR0002:NewGuid|};
                Id Three { get; } = {|VGR0002:Id.NewGuid|}();
            }
            """,
            """
            using System;
            using VGetRandom;
            using static System.Guid;
            using Id = System.Guid;

            class Program
            {
                Guid One => KernelRandom.NewGuid();
                Func<Guid> Two => KernelRandom.NewGuid;
                Id Three { get; } = KernelRandom.NewGuid();
            }
            """);

    [Fact]
    public Task An_expression_tree_is_left() =>
        FixCase.LeavesAsync(
            """
            using System;
            using System.Linq;
            using System.Linq.Expressions;

            class Program
            {
                Expression<Func<Guid>> One => () => Guid.NewGuid();
                Expression<Func<Func<Guid>>> Two => () => () => Guid.NewGuid();
                LambdaExpression Three => () => Guid.CreateVersion7();
                IQueryable<Guid> Four(IQueryable<int> rows) => rows.Select(_ => Guid.NewGuid());
                IQueryable<int> Five(IQueryable<int> rows) =>
                    from row in rows orderby Guid.NewGuid() select row;
            }
            """);

    [Fact]
    public Task A_lambda_that_is_compiled_is_not_left() =>
        FixCase.FixesBodyAsync(
            "_ = from number in numbers orderby {|VGR0002:Guid.NewGuid|}() select number;",
            "_ = from number in numbers orderby KernelRandom.NewGuid() select number;");

    [Fact]
    public Task Names_and_references_of_documentation_are_left() =>
        FixCase.LeavesAsync(
            """
            using System;

            /// <summary>As <see cref="Guid.NewGuid"/> and <see cref="Random.Shared"/>.</summary>
            class Program
            {
                string Name => nameof(Guid.NewGuid) + nameof(Random.Shared);
                Guid None => Guid.Empty;
                Guid Parsed => Guid.Parse("0");
            }
            """);
}
