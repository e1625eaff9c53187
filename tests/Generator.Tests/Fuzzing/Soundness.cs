namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>
/// What C# itself demands of a candidate, so that few programs are thrown away for not compiling. None of our own rules
/// is repeated here.
/// </summary>
internal static class Soundness
{
    public static bool Holds(Candidate candidate) =>
        HasSoundTypes(candidate) && HasSoundAccess(candidate) && HasSoundMethod(candidate) && HasSoundSignature(candidate) && HasSoundExtras(candidate);

    private static bool HasSoundTypes(Candidate candidate)
    {
        var containers = candidate.Containers;
        for (var depth = 0; depth < containers.Length; depth++)
        {
            var type = containers[depth];
            var isSound =
                // A part of a shared namespace must be told from the others.
                (depth > 0 || candidate.Namespace.Text.Contains('#', StringComparison.Ordinal) || type.Name.Contains('#', StringComparison.Ordinal))
                && (depth == 0 ? type.Access.Text is "internal" or "public" or "" or "file" : type.Access.Text is not "file")
                && (depth == 0 || type.Access.Text is not ("protected" or "protected internal") || containers[depth - 1].Keyword is { IsStatic: false, IsStruct: false })
                && !containers.Take(depth).Any(outer => string.Equals(outer.Name, type.Name, StringComparison.Ordinal))
                && !(type.Keyword is { IsStruct: true } or { IsInterface: true } && type.Annotation.Text.Contains("Requires", StringComparison.Ordinal))
                && (depth == containers.Length - 1 || type.Constructor == Container.Plain.Constructor);
            if (!isSound)
            {
                return false;
            }
        }

        var (host, constructor) = (candidate.Host, candidate.Host.Constructor);
        var names = candidate.Containers.Select(static container => container.Name);
        return (constructor == Container.Plain.Constructor && !names.Contains(candidate.Name, StringComparer.Ordinal))
            // A primary constructor of a record would also make properties; a derived type would have to call a constructor.
            || (host.Keyword is { IsStatic: false, IsInterface: false, IsStruct: false, IsRecord: false }
                && !candidate.NeedsImplementation
                && !(host.Keyword.IsAbstract && constructor.Members.Contains("Make", StringComparison.Ordinal))
                && !names.Contains(candidate.Name, StringComparer.Ordinal)
                && candidate.Method.Shape is not MethodShape.Override
                && !(host.Keyword.Modifiers is "sealed" && constructor.Members.Contains("protected", StringComparison.Ordinal)));
    }

    private static bool HasSoundAccess(Candidate candidate)
    {
        var (access, keyword) = (candidate.Access.Text, candidate.Host.Keyword);
        return candidate.Method.Shape switch
        {
            MethodShape.Operator or MethodShape.Finalizer or MethodShape.Explicit => true,
            MethodShape.Virtual or MethodShape.Abstract or MethodShape.Override when access is "private" => false,
            MethodShape.Virtual or MethodShape.Abstract or MethodShape.Override when access.Length == 0 && !keyword.IsInterface => false,
            MethodShape.Abstract or MethodShape.StaticAbstract when keyword.IsInterface => access is "" or "public",
            MethodShape.Partial when access.Length == 0 => false,
            MethodShape.ExtensionBlock => access is "internal" or "public" or "private" or "",
            _ => !access.Contains("protected", StringComparison.Ordinal) || keyword is { IsStatic: false, IsStruct: false, Modifiers: not "sealed" },
        };
    }

    private static bool HasSoundMethod(Candidate candidate)
    {
        var (method, host) = (candidate.Method, candidate.Host.Keyword);
        if (host.IsStatic && !method.IsStatic)
        {
            return false;
        }

        var isTop = candidate.Containers.Length == 1 && candidate.Host.TypeParameters.Length == 0;
        var isGeneric = candidate.Containers.Any(static container => container.TypeParameters.Length > 0);
        return method.Shape switch
        {
            MethodShape.Virtual => host.CanBeDerivedFrom && !host.IsInterface,
            MethodShape.Abstract => host.IsAbstract,
            MethodShape.Override => host is { IsStatic: false, IsStruct: false, IsInterface: false } && candidate.Host.TypeParameters.Length == 0,
            MethodShape.Extension or MethodShape.ExtensionBlock => host.IsStatic && isTop,
            MethodShape.StaticAbstract => host.IsInterface,
            MethodShape.Explicit => host is { IsStatic: false, IsInterface: false } && host.Modifiers is not ("ref" or "readonly ref"),
            MethodShape.Extern => !isGeneric,
            MethodShape.Operator => host is { IsStatic: false, IsInterface: false },
            MethodShape.Finalizer => host is { IsStatic: false, IsInterface: false, IsStruct: false },
            _ => true,
        };
    }

    private static bool HasSoundSignature(Candidate candidate)
    {
        var (method, result, parameters) = (candidate.Method, candidate.Return, candidate.Parameters);
        if (!method.HasSignature)
        {
            return parameters.IsEmpty && result == Candidate.Plain.Return && candidate.Annotation == Candidate.Plain.Annotation;
        }

        var isResumed = result.IsAsync || result.IsIterator;
        var isGeneric = method.Shape is MethodShape.Generic || candidate.Containers.Any(static container => container.TypeParameters.Length > 0);
        return parameters.Select(static parameter => parameter.Name).Distinct(StringComparer.Ordinal).Count() == parameters.Length
            && parameters.Count(static parameter => parameter.Piece.Rank >= 2) <= 1
            && !(isResumed && (parameters.Any(static parameter => parameter.Piece.IsBound) || method.Text.Contains("unsafe", StringComparison.Ordinal)))
            && !(isResumed && (method.Shape is MethodShape.Extern || !candidate.Body.IsFree))
            && !(result.IsAsync && method.Shape is MethodShape.Abstract && candidate.Host.Keyword.IsInterface && result.IsIterator)
            // Neither may an instance of a ref struct outlive a pause, nor both parts of a method bear an attribute once.
            && !(isResumed && !candidate.IsStatic && candidate.Host.Keyword.Modifiers.EndsWith("ref", StringComparison.Ordinal))
            && !(method.Shape is MethodShape.Partial && parameters.Any(static parameter => parameter.Text.StartsWith('[')))
            && (!candidate.Body.NeedsBoolean || result.Text is "bool" or "async global::System.Threading.Tasks.Task<bool>")
            && !(candidate.Annotation.NeedsBareMethod && !IsBare(candidate))
            && !(parameters.Any(static parameter => parameter.Piece.Rank == 3) && (isGeneric || parameters.Any(static parameter => parameter.Piece.Rank is 1 or 2)
                || method.Shape is not (MethodShape.Plain or MethodShape.Virtual) || candidate.Host.Keyword.IsInterface));
    }

    private static bool IsBare(Candidate candidate) =>
        candidate is { IsStatic: true, Return.Text: "void", Parameters: [], Method.Shape: MethodShape.Plain, Host.Keyword.IsInterface: false }
        && candidate.Containers.All(static container => container.TypeParameters.Length == 0);

    private static bool HasSoundExtras(Candidate candidate)
    {
        if (candidate.Name is "@nameof" && candidate.Marks.Any(static mark => mark.Name.Text.StartsWith("nameof", StringComparison.Ordinal)))
        {
            return false;
        }

        var extra = candidate.Extra.Text;
        if (extra.Length == 0)
        {
            return true;
        }

        return candidate.Method.Shape is MethodShape.Plain or MethodShape.Virtual or MethodShape.Abstract or MethodShape.Override or MethodShape.Extern or MethodShape.Generic
            && !(extra.Contains("operator", StringComparison.Ordinal) && candidate.Host.Keyword is { IsStatic: true } or { IsInterface: true })
            && !(extra.Contains("params", StringComparison.Ordinal) && candidate.Parameters.Any(static parameter => parameter.Piece.Text is "params object[] $"));
    }
}
