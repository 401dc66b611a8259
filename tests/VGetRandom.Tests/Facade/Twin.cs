using System.Reflection;

namespace VGetRandom.Tests.Facade;

/// <summary>A method of the platform, and what a program writes here instead.</summary>
/// <param name="Name">The platform's method, as <see cref="NameOf"/> names it.</param>
/// <param name="Kernel">Calls our method and returns what is known about the result
/// beforehand.</param>
/// <param name="Platform">Does the same with the platform's method.</param>
internal sealed record Twin(
    string Name, Func<Arguments, object?> Kernel, Func<Arguments, object?> Platform)
{
    /// <param name="name">The platform's method.</param>
    /// <param name="kernel">Our method.</param>
    /// <param name="platform">The platform's method.</param>
    /// <param name="call">Calls either.</param>
    public static Twin Of<TMethod>(
        string name, TMethod kernel, TMethod platform, Func<TMethod, Arguments, object?> call) =>
        new(name, a => call(kernel, a), a => call(platform, a));

    public static string NameOf(MethodInfo method)
    {
        IEnumerable<string> types = method.GetParameters()
            .Select(parameter => parameter.ParameterType)
            .Select(type => type.IsArray ? "[]" : type.Name.Split('`')[0]);
        return $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", types)})";
    }

    /// <summary>Returns the result of a call, or the type and parameter of the exception.</summary>
    public static string OutcomeOf(Func<Arguments, object?> call, Arguments arguments)
    {
        try
        {
            return $"{call(arguments)}";
        }
#pragma warning disable CA1031 // Whatever it is, the other side must throw it too.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"{e.GetType()} of {(e as ArgumentException)?.ParamName}";
        }
    }
}
