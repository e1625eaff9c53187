namespace HealthPoint.Generators.Models;

/// <summary>One attribute on one method: a check or a stat, as plain text ready to be written down.</summary>
/// <param name="Name">The name it is known by.</param>
/// <param name="Member">The method, as <c>Namespace.Type.Method</c>.</param>
/// <param name="Origin">The referenced assembly that holds the method; <see langword="null"/> for the project itself.</param>
/// <param name="Settings">What the attribute says besides the name.</param>
/// <param name="Call">How the method is called.</param>
internal sealed record MemberModel(
    string Name,
    string Member,
    string? Origin,
    EquatableArray<SettingModel> Settings,
    CallModel Call)
{
    /// <summary>
    /// Orders by name. The other comparisons keep the order of members with one name, overloads too, independent of the order of
    /// files.
    /// </summary>
    public static int Compare(MemberModel left, MemberModel right)
    {
        var order = string.CompareOrdinal(left.Name, right.Name);
        order = order != 0 ? order : string.CompareOrdinal(left.Member, right.Member);
        order = order != 0 ? order : string.CompareOrdinal(left.Origin, right.Origin);
        order = order != 0 ? order : string.CompareOrdinal(left.Call.Signature, right.Call.Signature);
        return order != 0 ? order : CompareSettings(left.Settings, right.Settings);
    }

    /// <summary>
    /// Orders two attributes of one method that give the same name. That is an error, but it must not make the file differ from
    /// run to run.
    /// </summary>
    private static int CompareSettings(EquatableArray<SettingModel> left, EquatableArray<SettingModel> right)
    {
        var order = left.Count.CompareTo(right.Count);
        for (var i = 0; order == 0 && i < left.Count; i++)
        {
            order = string.CompareOrdinal(left[i].Property, right[i].Property);
            order = order != 0 ? order : string.CompareOrdinal(left[i].Value, right[i].Value);
        }

        return order;
    }
}

/// <summary>A property that the attribute sets, and its value in C#.</summary>
internal sealed record SettingModel(string Property, string Value);
