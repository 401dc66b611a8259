using System.Reflection;
using BenchmarkDotNet.Attributes;
using VGetRandom.Benchmarks;
using VGetRandom.Benchmarks.Peers;
using VGetRandom.Benchmarks.Sources;

namespace VGetRandom.Tests.Benchmarks;

/// <summary>Calls every benchmark once, so that none can rot between two measurements.</summary>
public class BenchmarksRunTests
{
    public static TheoryData<Type, string> AllBenchmarks()
    {
        var all = new TheoryData<Type, string>();
        IEnumerable<Type> types = typeof(UInt32Benchmarks).Assembly.GetExportedTypes();
        foreach (Type type in types.Where(type => !type.IsAbstract))
        {
            foreach (MethodInfo method in MethodsWith<BenchmarkAttribute>(type))
            {
                all.Add(type, method.Name);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(AllBenchmarks))]
    public void Benchmark_runs_once_with_every_parameter(Type type, string name)
    {
        if (name == nameof(UInt32Benchmarks.VdsoLoopFromC) && VdsoFromC.Refusal is { } refusal)
        {
            Assert.Skip(refusal);
        }

        // Widths that this machine lacks run, too, on the runtime's substitute.
        if (name == nameof(ChaCha20Benchmarks.OpenSsl) && OpenSslChaCha20.Refusal is { } noOpenSsl)
        {
            Assert.Skip(noOpenSsl);
        }

        SourceBenchmarks.IsTrial = true;
        foreach (object benchmarks in InstancesWithParameters(type))
        {
            foreach (MethodInfo setup in MethodsFor<GlobalSetupAttribute>(type, name))
            {
                setup.Invoke(benchmarks, null);
            }

            type.GetMethod(name)!.Invoke(benchmarks, null);
            foreach (MethodInfo cleanup in MethodsFor<GlobalCleanupAttribute>(type, name))
            {
                cleanup.Invoke(benchmarks, null);
            }
        }
    }

    /// <summary>Makes instances in which every value of every parameter occurs, while the others
    /// have their first value.</summary>
    private static IEnumerable<object> InstancesWithParameters(Type type)
    {
        PropertyInfo[] parameters = [.. type.GetProperties().Where(IsParameter)];
        yield return WithFirstOfEach();
        foreach (PropertyInfo parameter in parameters)
        {
            foreach (object? value in ValuesOf(parameter).Skip(1))
            {
                object instance = WithFirstOfEach();
                parameter.SetValue(instance, value);
                yield return instance;
            }
        }

        object WithFirstOfEach()
        {
            object instance = Activator.CreateInstance(type)!;
            foreach (PropertyInfo parameter in parameters)
            {
                parameter.SetValue(instance, ValuesOf(parameter).First());
            }

            return instance;
        }
    }

    private static bool IsParameter(PropertyInfo property) =>
        property.IsDefined(typeof(ParamsAttribute))
        || property.IsDefined(typeof(ParamsSourceAttribute));

    private static IEnumerable<object?> ValuesOf(PropertyInfo parameter)
    {
        if (parameter.GetCustomAttribute<ParamsAttribute>() is { } listed)
        {
            return listed.Values;
        }

        string source = parameter.GetCustomAttribute<ParamsSourceAttribute>()!.Name;
        return (IEnumerable<object?>)parameter.DeclaringType!.GetProperty(source)!.GetValue(null)!;
    }

    private static IEnumerable<MethodInfo> MethodsWith<TAttribute>(Type type)
        where TAttribute : Attribute =>
        type.GetMethods().Where(method => method.IsDefined(typeof(TAttribute)));

    /// <summary>Returns the methods that apply to all benchmarks of a class, or to this
    /// one.</summary>
    private static IEnumerable<MethodInfo> MethodsFor<TAttribute>(Type type, string benchmark)
        where TAttribute : TargetedAttribute =>
        MethodsWith<TAttribute>(type).Where(method =>
            method.GetCustomAttribute<TAttribute>()!.Targets is var targets
            && (targets.Length == 0 || targets.Contains(benchmark)));
}
