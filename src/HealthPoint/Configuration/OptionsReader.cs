using Microsoft.Extensions.Options;

namespace HealthPoint.Configuration;

/// <summary>
/// Reads the options apart from their mistakes. The framework's factory would throw at the first validator that objects. Then
/// mistakes that only the checks' own settings show would be reported only after all others had been corrected.
/// </summary>
internal sealed class OptionsReader(
    IEnumerable<IConfigureOptions<HealthPointOptions>> configure,
    IEnumerable<IPostConfigureOptions<HealthPointOptions>> postConfigure,
    IEnumerable<IValidateOptions<HealthPointOptions>> validators)
{
    private readonly OptionsFactory<HealthPointOptions> _factory = new(configure, postConfigure);
    private readonly IValidateOptions<HealthPointOptions>[] _validators = [.. validators];

    /// <summary>The options as code and configuration give them now, valid or not.</summary>
    public HealthPointOptions Read() => _factory.Create(Options.DefaultName);

    /// <summary>The mistakes of options by themselves.</summary>
    public IEnumerable<string> MistakesOf(HealthPointOptions options) => _validators
        .Select(validator => validator.Validate(Options.DefaultName, options))
        .Where(static result => result.Failed)
        .SelectMany(static result => result.Failures ?? [result.FailureMessage ?? "the options are not valid"]);
}
