using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Runs;

/// <summary>Looks for the shortest plan that still breaks something.</summary>
internal static class Shrinker
{
    public static (Plan Plan, Violation Violation) Shrink(
        Family family, ISubject subject, Plan plan, Violation violation)
    {
        bool isSmaller = true;
        while (isSmaller)
        {
            isSmaller = false;
            foreach (Plan smaller in SmallerThan(plan))
            {
                if (family.Run(subject, smaller) is { } other)
                {
                    (plan, violation) = (smaller, other);
                    isSmaller = true;
                    break;
                }
            }
        }

        return (plan, violation);
    }

    private static IEnumerable<Plan> SmallerThan(Plan plan)
    {
        for (int i = 0; i < plan.Faults.Length; i++)
        {
            yield return plan with { Faults = Without(plan.Faults, i) };
        }

        for (int i = plan.Lengths.Length - 1; i >= 0; i--)
        {
            yield return plan with { Lengths = Without(plan.Lengths, i) };
            if (plan.Lengths[i] > 8)
            {
                int[] lengths = [.. plan.Lengths];
                lengths[i] = 8;
                yield return plan with { Lengths = lengths };
            }
        }

        for (int i = 0; i < plan.Faults.Length; i++)
        {
            int before = i == 0 ? 0 : plan.Faults[i - 1].Step;
            if (plan.Faults[i].Step > before + 1)
            {
                Fault[] faults = [.. plan.Faults];
                faults[i] = faults[i] with { Step = faults[i].Step - 1 };
                yield return plan with { Faults = faults };
            }
        }
    }

    private static T[] Without<T>(T[] items, int index) =>
        [.. items[..index], .. items[(index + 1)..]];
}
