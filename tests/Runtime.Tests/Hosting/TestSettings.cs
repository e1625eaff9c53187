namespace HealthPoint.Tests.Hosting;

/// <summary>The configuration of a test application.</summary>
internal sealed class TestSettings() : Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
{
    /// <summary>Settings by which the user john with the password doe may see details.</summary>
    public static TestSettings John => new()
    {
        ["HealthPoint:BasicAuth:Username"] = "john",
        ["HealthPoint:BasicAuth:Password"] = "doe",
    };

    /// <summary>
    /// What the fixture <c>Demanding</c> needs to start. Its check is synchronous and static, so the lane may run it quickly.
    /// </summary>
    public static TestSettings Demanding => John.And(new()
    {
        ["HealthPoint:Checks:demanding:Arguments:limit"] = "1",
        ["HealthPoint:Stats:facts:Arguments:address"] = "https://example.org/",
    });

    /// <summary>These settings, and others that win over them.</summary>
    public TestSettings And(TestSettings? more)
    {
        foreach (var (key, value) in more ?? [])
        {
            this[key] = value;
        }

        return this;
    }
}
