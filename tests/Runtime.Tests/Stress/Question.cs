namespace HealthPoint.Tests.Stress;

/// <summary>One of the mapped endpoints.</summary>
internal sealed record Target(string Path)
{
    /// <summary>The tag of the checks that the endpoint has; <see langword="null"/> means all checks.</summary>
    public string? Tag { get; init; }

    public int FailureStatus { get; init; } = 500;

    /// <summary>Whether anonymous callers may select.</summary>
    public bool SelectsForAnyone { get; init; }

    /// <summary>
    /// Whether the endpoint comes from <c>MapHealthChecks</c>, which shows everything to every caller and knows no selection.
    /// </summary>
    public bool IsTheirs { get; init; }
}

/// <summary>What a request asks for.</summary>
internal sealed record Question(Target Target, bool IsViewer, string[] Tests, string[] Tags)
{
    public bool Selects => Tests.Length + Tags.Length > 0;

    /// <summary>Whether the caller selects, but may not.</summary>
    public bool IsRefused => Selects && !IsViewer && !Target.SelectsForAnyone;

    public bool SeesDetails => IsViewer || Target.IsTheirs;

    public string Url => Selects
        ? $"{Target.Path}?{string.Join('&', Tests.Select(static test => "test=" + Uri.EscapeDataString(test)).Concat(Tags.Select(static tag => "tag=" + tag)))}"
        : Target.Path;

    /// <summary>The checks that the answer is about, under some settings.</summary>
    public IEnumerable<CheckModel> ChecksUnder(Epoch epoch) => IsRefused ? [] : epoch.Checks.Values.Where(check =>
        check.Enabled
        && (Target.Tag is null || check.Tags.Contains(Target.Tag, StringComparer.Ordinal))
        && (!Selects || Tests.Contains(check.Name, StringComparer.Ordinal) || check.Tags.Intersect(Tags, StringComparer.Ordinal).Any()));

    /// <summary>The names and tags that the question asks for and that do not exist, under some settings.</summary>
    public IEnumerable<string> UnknownUnder(Epoch epoch)
    {
        var checks = ChecksUnder(epoch).ToArray();
        return Tests.Except(checks.Select(static check => check.Name), StringComparer.Ordinal)
            .Concat(Tags.Except(checks.SelectMany(static check => check.Tags), StringComparer.Ordinal).Select(static tag => "tag:" + tag));
    }

    public override string ToString() => $"{(IsViewer ? "viewer" : "anonymous")} {Url}";
}

/// <summary>What was answered, and when each step happened.</summary>
internal sealed record Answer(Question Question, int Status, string? Body)
{
    /// <summary>When the caller began to ask.</summary>
    public required long Sent { get; init; }

    /// <summary>When the server knew of the request.</summary>
    public required long Arrived { get; init; }

    /// <summary>When the server began to answer.</summary>
    public required long Answered { get; init; }

    /// <summary>When the caller had the whole answer.</summary>
    public required long Received { get; init; }
}
