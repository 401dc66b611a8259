using System.Reflection;

namespace VGetRandom.Tests.Facade;

/// <summary>A method of the platform, and what a program writes here instead of it.</summary>
/// <param name="Name">The platform's method, as <see cref="NameOf"/> gives it.</param>
/// <param name="Kernel">Calls ours and gives what can be said of the result beforehand.</param>
/// <param name="Platform">The same for the platform's.</param>
internal sealed record Twin(
    string Name, Func<Arguments, object?> Kernel, Func<Arguments, object?> Platform)
{
    /// <param name="name">The platform's method.</param>
    /// <param name="kernel">Ours.</param>
    /// <param name="platform">The platform's.</param>
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

    /// <summary>What came of a call: the exception's type and parameter, or the result.</summary>
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
