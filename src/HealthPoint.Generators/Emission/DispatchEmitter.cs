namespace HealthPoint.Generators.Emission;

/// <summary>Writes how a module runs a member by its number.</summary>
internal static class DispatchEmitter
{
    public static void Write(SourceWriter writer, MemberTable table)
    {
        if (table.Pages == 0)
        {
            return;
        }

        WriteOverride(writer, table);
        for (var page = 0; page < table.Pages; page++)
        {
            WritePage(writer, table, page);
        }
    }

    private static void WriteOverride(SourceWriter writer, MemberTable table)
    {
        writer.Write("\n/// <inheritdoc/>");
        using (writer.Open($"public override {table.Result} {table.Run}(int {table.Variable}, {MemberTable.Invocation} run)"))
        using (writer.Open($"switch ({table.Variable} >> {MemberTable.PageBits})"))
        {
            for (var page = 0; page < table.Pages; page++)
            {
                writer.Write($"case {page}: return Run{table.Plural}{page}({table.Variable}, run);");
            }

            writer.Write($"default: return base.{table.Run}({table.Variable}, run);");
        }
    }

    private static void WritePage(SourceWriter writer, MemberTable table, int page)
    {
        writer.Write("");
        using (writer.Open($"private static {table.Result} Run{table.Plural}{page}(int {table.Variable}, {MemberTable.Invocation} run)"))
        using (writer.Open($"switch ({table.Variable})"))
        {
            foreach (var (index, member) in table.Page(page))
            {
                writer.Write($"case {index}:");
                using (writer.Indent())
                {
                    writer.Write(member.Call.ReturnsNothing
                        ? $"{CallEmitter.Call(member.Call)};\nreturn {table.Outcome}.Passed();"
                        : $"return {table.Outcome}.From({CallEmitter.Call(member.Call)});");
                }
            }

            writer.Write($"default:\n    throw new global::System.ArgumentOutOfRangeException(nameof({table.Variable}));");
        }
    }
}
