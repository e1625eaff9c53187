namespace HealthPoint;

/// <summary>Names of the members of one JSON object, each of which stands there once.</summary>
internal static class FreeName
{
    private const string More = "…";

    /// <summary>The name, made longer until it is free; from now on it is taken.</summary>
    public static string Of(string name, HashSet<string> taken)
    {
        while (!taken.Add(name))
        {
            name += More;
        }

        return name;
    }
}
