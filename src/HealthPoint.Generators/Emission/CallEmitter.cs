using HealthPoint.Generators.Models;

namespace HealthPoint.Generators.Emission;

/// <summary>Writes the call of one method.</summary>
internal static class CallEmitter
{
    public static string Call(CallModel call)
    {
        var target = call.Instance switch
        {
            InstanceSource.None => call.Type,
            InstanceSource.Registered => $"run.InstanceOf<{call.Type}>()",
            _ => $"(run.InstanceOrNull<{call.Type}>() ?? run.Own(new {call.Type}({Arguments(call.Construction)})))",
        };
        return $"{target}.{call.Method}({Arguments(call.Parameters)})";
    }

    private static string Arguments(EquatableArray<ParameterModel> parameters)
    {
        var arguments = new List<string>(parameters.Count);
        var read = 0;
        foreach (var parameter in parameters)
        {
            arguments.Add(parameter.Source is ParameterSource.Argument ? $"run.Argument<{parameter.Type}>({read++})" : Argument(parameter));
        }

        return string.Join(", ", arguments);
    }

    private static string Argument(ParameterModel parameter) => parameter switch
    {
        { Source: ParameterSource.Cancellation } => "run.Cancellation",
        { Source: ParameterSource.ServiceProvider } => "run.Services",
        { Source: ParameterSource.KeyedService, Default: null } => $"run.KeyedService<{parameter.Type}>({parameter.Key})",
        { Source: ParameterSource.KeyedService } => $"run.KeyedServiceOr<{parameter.Type}>({parameter.Key}, {Fallback(parameter.Default)})",
        { Default: null } => $"run.Service<{parameter.Type}>()",
        _ => $"run.ServiceOr<{parameter.Type}>({Fallback(parameter.Default)})",
    };

    // A parameter may default to null without a `?`. The `!` passes that null without a warning in generated code.
    private static string Fallback(string text) => text is "null" ? "null!" : text;
}
