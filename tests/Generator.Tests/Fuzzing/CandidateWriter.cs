namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>Writes candidates as C#.</summary>
internal static class CandidateWriter
{
    /// <summary>One file; two, with the types in parts, where it is split.</summary>
    public static string[] Write(Candidate candidate, int index, bool isSplit)
    {
        var marks = candidate.Marks.Select((mark, number) => mark.Text(candidate.Return.IsStat, number == 0 ? $"{index}" : $"{index}.{number}"));
        var member = Member(candidate, string.Concat(marks));
        var more = $"{candidate.Host.Constructor.Members.Replace("!", "\u0001", StringComparison.Ordinal)}\n{candidate.Extra.Text}\n";
        var siblings = Siblings(candidate);
        string[] files = isSplit
            ? [Types(candidate, member, siblings, isPart: true, isFirst: true), Types(candidate, more, "", isPart: true, isFirst: false)]
            : [Types(candidate, more + member, siblings, candidate.Method.Shape is MethodShape.Partial, isFirst: true)];
        return
        [
            .. files.Select(file => file
                .Replace("!", candidate.Name, StringComparison.Ordinal)
                .Replace("\u0001", "!", StringComparison.Ordinal)
                .Replace("#", $"{index}", StringComparison.Ordinal)
                .Replace("\u0002", "#", StringComparison.Ordinal)),
        ];
    }

    public static bool CanBeSplit(Candidate candidate) => candidate.Containers.All(static container => container.Access.Text is not "file");

    private static string Types(Candidate candidate, string members, string siblings, bool isPart, bool isFirst)
    {
        var text = members;
        for (var depth = candidate.Containers.Length - 1; depth >= 0; depth--)
        {
            var type = candidate.Containers[depth];
            var isHost = depth == candidate.Containers.Length - 1;
            var name = type.Name;
            var annotation = isFirst ? type.Annotation.Text : "";
            var primary = isFirst && isHost ? type.Constructor.Text : "";
            var bases = !isFirst || !isHost ? "" : candidate.Method.Shape switch
            {
                MethodShape.Override => $" : {name}Base{type.TypeParameters}",
                MethodShape.Explicit => $" : {name}Contract",
                _ => "",
            };
            var around = isHost ? siblings : "";
            text = $"{annotation}\n{type.Access.Text} {type.Keyword.Modifiers} {(isPart ? "partial " : "")}{type.Keyword.Text} {name}{type.TypeParameters}{primary}{bases}\n{{\n{Own(text, isHost, type)}}}\n{around}";
        }

        var scope = candidate.Namespace;
        return scope.Text.Length == 0 ? text : scope.IsFileScoped ? $"namespace {scope.Text};\n{text}" : $"namespace {scope.Text}\n{{\n{text}}}\n";

        // In constructors and operators a `~` is the type's name; a finalizer has one of its own.
        string Own(string members, bool isHost, Container type) => !isHost ? members : members
            .Replace("public ~", $"public {type.Name}", StringComparison.Ordinal)
            .Replace("private ~", $"private {type.Name}", StringComparison.Ordinal)
            .Replace("internal ~", $"internal {type.Name}", StringComparison.Ordinal)
            .Replace("static ~", $"static {type.Name}{type.TypeParameters}", StringComparison.Ordinal)
            .Replace("new ~", $"new {type.Name}{type.TypeParameters}", StringComparison.Ordinal)
            .Replace("(~ ", $"({type.Name}{type.TypeParameters} ", StringComparison.Ordinal);
    }

    private static string Member(Candidate candidate, string marks)
    {
        var access = candidate.Access.Text;
        marks = marks.Replace("!", "\u0001", StringComparison.Ordinal);
        var annotated = $"{candidate.Annotation.Text}\n{marks}";
        switch (candidate.Method.Shape)
        {
            case MethodShape.Accessor:
                return $"{access} {candidate.Method.Text} bool ! {{ {marks} get => true; }}\n";
            case MethodShape.Operator:
                return $"{marks} public static bool operator \u0001(~ self) => true;\n";
            case MethodShape.Finalizer:
                return $"{marks} ~{candidate.Host.Name}() {{ }}\n";
            case MethodShape.Local:
                return $"{access} static bool !() {{\n{marks} static bool Inner() => true; return Inner(); }}\n";
            case MethodShape.Lambda:
                return $"{access} static bool !() {{ global::System.Func<bool> inner =\n{marks} () => true; return inner(); }}\n";
            case MethodShape.Explicit:
                return $"{annotated} {Asynchronous(candidate)} {Unsafe(candidate)} {Type(candidate)} {candidate.Host.Name}Contract.!({List(candidate)}) {Body(candidate)}\n";
            case MethodShape.Abstract or MethodShape.StaticAbstract when candidate.Method.Text.Contains("abstract", StringComparison.Ordinal):
                return $"{annotated} {Signature(candidate, candidate.Method.Text, isAsync: false)};\n";
            case MethodShape.Extern:
                return $"{annotated} [global::System.Runtime.InteropServices.DllImport(\"no-such-library\")] {Signature(candidate, candidate.Method.Text, isAsync: false)};\n";
            case MethodShape.Partial:
                var modifiers = candidate.Method.Text[..^"partial".Length];
                return $"{annotated} {Signature(candidate, modifiers, isAsync: false, "partial")};\n{Signature(candidate, modifiers, isAsync: true, "partial")} {Body(candidate)}\n";
            case MethodShape.ExtensionBlock:
                return $"extension({Service} self)\n{{\n{annotated} {Signature(candidate, candidate.Method.Text, isAsync: true)} {Body(candidate)}\n}}\n";
            default:
                return $"{annotated} {Signature(candidate, candidate.Method.Text, isAsync: true)} {Body(candidate)}\n";
        }
    }

    /// <summary>The types that the host needs beside itself.</summary>
    private static string Siblings(Candidate candidate)
    {
        var (host, access) = (candidate.Host, candidate.Host.Access.Text);
        var keyword = host.Keyword.IsRecord ? "record" : "class";
        var text = candidate.Method.Shape switch
        {
            MethodShape.Override => $"{access} {keyword} {host.Name}Base{host.TypeParameters}\n{{\n{(candidate.Method.IsRepeated ? $"[global::HealthPoint.Health{(candidate.Return.IsStat ? "Stat" : "Check")}(\"other #\")]" : "")} {Signature(candidate, "virtual", isAsync: true)} {Body(candidate)}\n}}\n",
            MethodShape.Explicit => $"{access} interface {host.Name}Contract\n{{\n{Unsafe(candidate)} {Type(candidate)} !({List(candidate)});\n}}\n",
            _ => "",
        };
        if (candidate.NeedsImplementation)
        {
            var implemented = candidate.Method.Shape is not MethodShape.Abstract ? ""
                : Signature(candidate with { Access = host.Keyword.IsInterface ? Grammar.Accesses[1] : candidate.Access }, host.Keyword.IsInterface ? "" : "override", isAsync: true) + Body(candidate);
            text += $"{access} sealed {keyword} {host.Name}Impl{host.TypeParameters} : {host.Name}{host.TypeParameters}\n{{\n{implemented}\n}}\n";
        }

        return text;
    }

    private static string Signature(Candidate candidate, string modifiers, bool isAsync, string last = "") =>
        $"{candidate.Access.Text} {modifiers} {Unsafe(candidate, modifiers)} {(isAsync ? Asynchronous(candidate) : "")} {last} {Type(candidate)} !{(candidate.Method.Shape is MethodShape.Generic ? "<TItem>" : "")}({List(candidate)})";

    private static string Asynchronous(Candidate candidate) => candidate.Return.IsAsync ? "async" : "";

    private static string Unsafe(Candidate candidate, string modifiers = "") =>
        candidate.Parameters.Any(static parameter => parameter.Piece.IsUnsafe) && !modifiers.Contains("unsafe", StringComparison.Ordinal) ? "unsafe" : "";

    private static string Type(Candidate candidate) =>
        candidate.Return.IsAsync ? candidate.Return.Text["async ".Length..] : candidate.Return.Text;

    private static string List(Candidate candidate) => string.Join(
        ", ",
        ((string[])[candidate.Method.Shape is MethodShape.Extension ? $"this {Service} self" : "", .. candidate.Parameters.Select(static parameter => parameter.Text)])
            .Where(static text => text.Length > 0));

    private static string Body(Candidate candidate)
    {
        var end = candidate.Return.Body(candidate.Outcome);
        if (candidate.Body.IsExpression && candidate.Parameters.IsEmpty && end.StartsWith("return ", StringComparison.Ordinal))
        {
            return $"=> {end["return ".Length..]}";
        }

        var statements = candidate.Parameters.Select(static parameter =>
            (parameter.Piece.Proof is { } proof ? $"if (!({parameter.Named(proof)})) throw new global::System.ArgumentException(\"{parameter.Name}\");" : "")
            + parameter.Named(parameter.Piece.Prologue));
        var body = candidate.Body.Text.Replace("\n#", "\n\u0002", StringComparison.Ordinal);
        return $"{{ {string.Concat(statements)} {body} {end} }}".Replace("!", "\u0001", StringComparison.Ordinal);
    }

    private const string Service = "global::HealthPoint.Generator.Tests.Fuzzing.FuzzService";
}
