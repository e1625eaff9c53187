using Microsoft.Extensions.Options;

namespace HealthPoint.Configuration;

/// <summary>
/// Reads the options and what is wrong with them apart: the framework's factory throws at the first validator that objects,
/// and what only the checks' own settings show would be told when everything else has been mended.
/// </summary>
internal sealed class OptionsReader(
    IEnumerable<IConfigureOptions<HealthPointOptions>> configure,
    IEnumerable<IPostConfigureOptions<HealthPointOptions>> postConfigure,
    IEnumerable<IValidateOptions<HealthPointOptions>> validators)
{
    private readonly OptionsFactory<HealthPointOptions> _factory = new(configure, postConfigure);
    private readonly IValidateOptions<HealthPointOptions>[] _validators = [.. validators];

    /// <summary>The options as code and configuration say now, right or wrong.</summary>
    public HealthPointOptions Read() => _factory.Create(Options.DefaultName);

    /// <summary>What is wrong with options by themselves.</summary>
    public IEnumerable<string> MistakesOf(HealthPointOptions options) => _validators
        .Select(validator => validator.Validate(Options.DefaultName, options))
        .Where(static result => result.Failed)
        .SelectMany(static result => result.Failures ?? [result.FailureMessage ?? "the options are not valid"]);
}
