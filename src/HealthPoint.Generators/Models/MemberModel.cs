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
    /// <summary>Orders by name; the rest keeps members of one name, overloads too, from depending on the order of files.</summary>
    public static int Compare(MemberModel left, MemberModel right)
    {
        var order = string.CompareOrdinal(left.Name, right.Name);
        order = order != 0 ? order : string.CompareOrdinal(left.Member, right.Member);
        order = order != 0 ? order : string.CompareOrdinal(left.Origin, right.Origin);
        order = order != 0 ? order : string.CompareOrdinal(left.Call.Signature, right.Call.Signature);
        return order != 0 ? order : CompareSettings(left.Settings, right.Settings);
    }

    /// <summary>Two attributes of one method may give the same name, an error that must not make the file differ from run to run.</summary>
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
