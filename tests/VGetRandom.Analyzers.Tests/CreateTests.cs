namespace VGetRandom.Analyzers.Tests;

/// <summary>VGR0001 for RandomNumberGenerator.Create().</summary>
public class CreateTests
{
    [Fact]
    public Task An_instance_where_the_program_names_its_type() =>
        FixCase.FixesAsync(
            """
            using System;
            using System.IO;
            using System.Security.Cryptography;

            class Issuer
            {
                private readonly RandomNumberGenerator _one =
                    {|VGR0001:RandomNumberGenerator.Create|}();
                private RandomNumberGenerator Two { get; } =
                    {|VGR0001:RandomNumberGenerator.Create|}();
                private RandomNumberGenerator Three => {|VGR0001:RandomNumberGenerator.Create|}();

                Issuer(RandomNumberGenerator random) => _one = random;

                void Run(byte[] bytes)
                {
                    using (var four = {|VGR0001:RandomNumberGenerator.Create|}())
                        four.GetBytes(bytes);
                    using var five = {|VGR0001:RandomNumberGenerator.Create|}(); // Five.
                    RandomNumberGenerator six = {|VGR0001:RandomNumberGenerator.Create|}();
                    six = {|VGR0001:RandomNumberGenerator.Create|}();
                    {|VGR0001:RandomNumberGenerator.Create|}().GetNonZeroBytes(bytes);
                    _ = new Issuer({|VGR0001:RandomNumberGenerator.Create|}());
                    Issuer seven = new({|VGR0001:RandomNumberGenerator.Create|}(/* now */));
                }
            }
            """,
            """
            using System;
            using System.IO;
            using System.Security.Cryptography;
            using VGetRandom;

            class Issuer
            {
                private readonly RandomNumberGenerator _one =
                    KernelRandomNumberGenerator.Shared;
                private RandomNumberGenerator Two { get; } =
                    KernelRandomNumberGenerator.Shared;
                private RandomNumberGenerator Three => KernelRandomNumberGenerator.Shared;

                Issuer(RandomNumberGenerator random) => _one = random;

                void Run(byte[] bytes)
                {
                    using (RandomNumberGenerator four = KernelRandomNumberGenerator.Shared)
                        four.GetBytes(bytes);
                    using RandomNumberGenerator five = KernelRandomNumberGenerator.Shared; // Five.
                    RandomNumberGenerator six = KernelRandomNumberGenerator.Shared;
                    six = KernelRandomNumberGenerator.Shared;
                    KernelRandomNumberGenerator.Shared.GetNonZeroBytes(bytes);
                    _ = new Issuer(KernelRandomNumberGenerator.Shared);
                    Issuer seven = new(KernelRandomNumberGenerator.Shared /* now */);
                }
            }
            """);

    [Fact]
    public Task An_instance_whose_type_would_change_is_left() =>
        FixCase.LeavesAsync(
            """
            using System;
            using System.Collections.Generic;
            using System.Security.Cryptography;

            class Program
            {
                static void Take<T>(T value) { }
                static void Choose(RandomNumberGenerator random) { }
                static void Choose<T>(T value) { }
                static void Both(RandomNumberGenerator one, RandomNumberGenerator other) { }
                static void Both<T>(T one, T other) { }

                void Run(RandomNumberGenerator other)
                {
                    Take(RandomNumberGenerator.Create());
                    Choose(RandomNumberGenerator.Create());
                    Both(RandomNumberGenerator.Create(), RandomNumberGenerator.Create());
                    Func<RandomNumberGenerator> make = () => RandomNumberGenerator.Create();
                    Func<RandomNumberGenerator> same = RandomNumberGenerator.Create;
                    _ = RandomNumberGenerator.Create();
                    RandomNumberGenerator.Create();
                    var array = new[] { RandomNumberGenerator.Create() };
                    var either = array.Length > 0 ? RandomNumberGenerator.Create() : other;
                    object thing = RandomNumberGenerator.Create().GetHashCode();
                }

            #pragma warning disable SYSLIB0045 // Obsolete, and so much the more to be left.
                RandomNumberGenerator? Named => RandomNumberGenerator.Create("Any");
            #pragma warning restore SYSLIB0045
            }
            """);
}
