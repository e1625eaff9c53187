using HealthPoint.Generators.Models;
using HealthPoint.Generators.Parsing;

namespace HealthPoint.Generators.Emission;

/// <summary>Writes what a module tells the catalog.</summary>
internal static class RegistrationEmitter
{
    public static void Write(SourceWriter writer, MemberTable table)
    {
        for (var page = 0; page < table.Pages; page++)
        {
            writer.Write("");
            using (writer.Open($"private void Register{table.Plural}{page}({MemberTable.Catalog} catalog)"))
            {
                foreach (var (index, member) in table.Page(page))
                {
                    Write(writer, table, index, member);
                }
            }
        }
    }

    private static void Write(SourceWriter writer, MemberTable table, int index, MemberModel member)
    {
        var head = $"this, {index}, {Literals.Of(member.Name)}, {Literals.Of(member.Member)}, {Traits(member)}";
        var properties = Properties(member);
        if (properties.TrueForAll(static property => property.Property is "Tags"))
        {
            // The call is short, since the JIT compiles each of these calls when the application starts.
            writer.Write($"catalog.Add{table.Singular}({string.Join(", ", [head, .. properties.Select(static tags => tags.Value)])});");
            return;
        }

        writer.Write($"catalog.Add(new {table.Descriptor}({head})\n{{");
        using (writer.Indent())
        {
            foreach (var property in properties)
            {
                writer.Write($"{property.Property} = {property.Value},");
            }
        }

        writer.Write("});");
    }

    private static List<SettingModel> Properties(MemberModel member)
    {
        var properties = new List<SettingModel>(member.Settings);
        if (member.Origin is { } origin)
        {
            properties.Add(new("Origin", Literals.Of(origin)));
        }

        if (member.Call.Instance is not InstanceSource.None)
        {
            properties.Add(new("InstanceType", $"typeof({member.Call.Type})"));
        }

        var arguments = new List<string>();
        foreach (var parameter in member.Call.Parameters)
        {
            if (parameter.Source is ParameterSource.Argument)
            {
                var fallback = parameter.Default is null ? "" : $".WithDefault({parameter.Default})";
                arguments.Add($"global::HealthPoint.Contract.HealthArgument.{parameter.Reader}({Literals.Of(parameter.Name)}){fallback}");
            }
        }

        if (arguments.Count > 0)
        {
            properties.Add(new("Arguments", $"new global::HealthPoint.Contract.HealthArgument[]\n{{\n    {string.Join(",\n    ", arguments)},\n}}"));
        }

        return properties;
    }

    private static string Traits(MemberModel member)
    {
        const string type = "global::HealthPoint.Contract.HealthTraits";
        return string.Join(" | ", member.Call.Traits.ToString().Split([", "], StringSplitOptions.None).Select(static trait => $"{type}.{trait}"));
    }
}
