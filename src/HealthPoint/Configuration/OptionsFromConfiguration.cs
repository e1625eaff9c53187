using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace HealthPoint.Configuration;

/// <summary>
/// Reads the section <c>HealthPoint</c> over what code has set. The framework's binder is not used: it skips a misspelt key
/// silently, reads a bare number as days, appends to lists, and needs reflection.
/// </summary>
internal sealed class OptionsFromConfiguration(IConfiguration? configuration = null)
    : IPostConfigureOptions<HealthPointOptions>, IOptionsChangeTokenSource<HealthPointOptions>
{
    private static readonly Dictionary<string, Action<HealthPointOptions, ConfigurationKey>> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BasicAuth:Username"] = static (options, key) => options.BasicAuth.Username = key.Text(),
        ["BasicAuth:Password"] = static (options, key) => options.BasicAuth.Password = key.Text(),
        ["AuthRequired"] = static (options, key) => options.AuthRequired = key.Boolean(),
        ["StaffRoles"] = static (options, key) => options.StaffRoles = key.ListOrTextWithCommas(),
        ["StaffPolicy"] = static (options, key) => options.StaffPolicy = key.Text(),
        ["AllowAnonymousSelection"] = static (options, key) => options.AllowAnonymousSelection = key.Boolean(),
        ["FailureStatusCode"] = static (options, key) => options.FailureStatusCode = key.Integer(),
        ["DegradedStatusCode"] = static (options, key) => options.DegradedStatusCode = key.Integer(),
        ["Alive:FailureStatusCode"] = static (options, key) => options.Alive.FailureStatusCode = key.Integer(),
        ["Dockerflow:FailureStatusCode"] = static (options, key) => options.Dockerflow.FailureStatusCode = key.Integer(),
        ["Dockerflow:WarningFails"] = static (options, key) => options.Dockerflow.WarningFails = key.Boolean(),
        ["DefaultTimeout"] = static (options, key) => options.DefaultTimeout = key.Duration(),
        ["CacheDuration"] = static (options, key) => options.CacheDuration = key.Duration(),
        ["MaxConcurrency"] = static (options, key) => options.MaxConcurrency = key.Integer(),
        ["DetailMaxLength"] = static (options, key) => options.DetailMaxLength = key.Integer(),
        ["Silenced"] = static (options, key) => options.Silenced = key.List(),
        ["HostBypass:HeaderName"] = static (options, key) => options.HostBypass.HeaderName = key.Text(),
        ["HostBypass:HeaderValues"] = static (options, key) => options.HostBypass.HeaderValues = key.List(),
        ["HostBypass:ProbePaths"] = static (options, key) => options.HostBypass.ProbePaths = key.Boolean(),
        ["Drain:ReadinessDelay"] = static (options, key) => options.Drain.ReadinessDelay = key.Duration(),
        ["Drain:Period"] = static (options, key) => options.Drain.Period = key.Duration(),
        ["Status:Public"] = static (options, key) => options.Status.Public = key.Boolean(),
        ["VersionFile"] = static (options, key) => options.VersionFile = key.Text(),
    };

    private static readonly Dictionary<string, Action<CheckOptions, ConfigurationKey>> CheckKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Enabled"] = static (check, key) => check.Enabled = key.Boolean(),
        ["Timeout"] = static (check, key) => check.Timeout = key.Duration(),
        ["CacheDuration"] = static (check, key) => check.CacheDuration = key.Duration(),
        ["RefreshPeriod"] = static (check, key) => check.RefreshPeriod = key.Duration(),
        ["FailureThreshold"] = static (check, key) => check.FailureThreshold = key.Integer(),
        ["FailureStatus"] = static (check, key) => check.FailureStatus = key.Status(),
        ["Tags"] = static (check, key) => check.Tags = key.List(),
    };

    private static readonly Dictionary<string, Action<BasicAuthUser, ConfigurationKey>> UserKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Username"] = static (user, key) => user.Username = key.Text(),
        ["Password"] = static (user, key) => user.Password = key.Text(),
    };

    private static readonly string[] Groups = ["BasicAuth", "Alive", "Dockerflow", "HostBypass", "Drain", "Status"];

    private const string Checks = "Checks", Stats = "Stats", Users = "BasicAuth:Users", Arguments = "Arguments";

    public string Name => Microsoft.Extensions.Options.Options.DefaultName;

    public IChangeToken GetChangeToken() =>
        configuration?.GetSection(HealthPointOptions.SectionName).GetReloadToken() ?? new CancellationChangeToken(CancellationToken.None);

    public void PostConfigure(string? name, HealthPointOptions options)
    {
        if (configuration is not null)
        {
            ReadGroup(configuration.GetSection(HealthPointOptions.SectionName), prefix: "", options, options.Mistakes);
        }
    }

    private static void ReadGroup(IConfigurationSection group, string prefix, HealthPointOptions options, List<string> problems)
    {
        RequireGroup(group, KnownKeys(prefix), problems);
        foreach (var section in group.GetChildren())
        {
            var key = prefix + section.Key;
            if (Is(key, Checks))
            {
                // The objects are copied: code may use one object for several checks, and uses it again after a reload.
                RequireGroup(section, ["<name of a check>"], problems);
                foreach (var check in section.GetChildren())
                {
                    var target = options.Checks[check.Key] = options.Checks.TryGetValue(check.Key, out var coded) ? coded.Copy() : new CheckOptions();
                    ReadLeaves(check, CheckKeys, target, problems, arguments: target.Arguments);
                }
            }
            else if (Is(key, Stats))
            {
                RequireGroup(section, ["<name of a stat>"], problems);
                foreach (var stat in section.GetChildren())
                {
                    var target = options.Stats[stat.Key] = options.Stats.TryGetValue(stat.Key, out var coded) ? coded.Copy() : new StatOptions();
                    ReadLeaves(stat, [], target, problems, arguments: target.Arguments);
                }
            }
            else if (Is(key, Users))
            {
                RequireGroup(section, ["0", "1"], problems);
                if (section.Value is null && !section.GetChildren().Any())
                {
                    // A JSON null is "not set".
                    continue;
                }

                options.BasicAuth.Users = [.. section.GetChildren().Select(user =>
                {
                    var read = new BasicAuthUser();
                    ReadLeaves(user, UserKeys, read, problems);
                    return read;
                })];
            }
            else if (Groups.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                ReadGroup(section, key + ":", options, problems);
            }
            else
            {
                ReadLeaf(section, key, Keys, options, KnownKeys(prefix), problems);
            }
        }
    }

    private static void ReadLeaves<T>(
        IConfigurationSection group,
        Dictionary<string, Action<T, ConfigurationKey>> keys,
        T target,
        List<string> problems,
        IDictionary<string, string>? arguments = null)
    {
        IEnumerable<string> known = arguments is null ? keys.Keys : [.. keys.Keys, Arguments];
        RequireGroup(group, known, problems);
        foreach (var section in group.GetChildren())
        {
            if (arguments is not null && Is(section.Key, Arguments))
            {
                RequireGroup(section, ["<name of a parameter>"], problems);
                foreach (var argument in section.GetChildren().Where(static argument => argument.Value is not null || argument.GetChildren().Any()))
                {
                    Guarded(problems, () => arguments[argument.Key] = new ConfigurationKey(argument).Text());
                }
            }
            else
            {
                ReadLeaf(section, section.Key, keys, target, known, problems);
            }
        }
    }

    private static void ReadLeaf<T>(
        IConfigurationSection section,
        string name,
        Dictionary<string, Action<T, ConfigurationKey>> keys,
        T target,
        IEnumerable<string> known,
        List<string> problems)
    {
        if (!keys.TryGetValue(name, out var read))
        {
            problems.Add($"{section.Path} is not a key of HealthPoint.{Spelling.Suggest(section.Key, known)}");
        }
        else if (section.Value is not null || section.GetChildren().Any())
        {
            // A JSON null is "not set".
            Guarded(problems, () => read(target, new ConfigurationKey(section)));
        }
    }

    // The message leaves out the value, which may be a secret in the wrong place.
    private static void RequireGroup(IConfigurationSection section, IEnumerable<string> keys, List<string> problems)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            problems.Add($"{section.Path} is a single value, but must be a group of keys: {string.Join(", ", keys)}.");
        }
    }

    private static void Guarded(List<string> problems, Action read)
    {
        try
        {
            read();
        }
        catch (FormatException exception)
        {
            problems.Add(exception.Message);
        }
    }

    private static IEnumerable<string> KnownKeys(string prefix) =>
        Keys.Keys.Append(Checks).Append(Stats).Append(Users)
            .Where(key => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Select(key => key[prefix.Length..].Split(':')[0])
            .Distinct(StringComparer.Ordinal);

    private static bool Is(string key, string known) => string.Equals(key, known, StringComparison.OrdinalIgnoreCase);
}
