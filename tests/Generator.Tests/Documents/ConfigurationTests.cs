using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Xunit;

namespace HealthPoint.Generator.Tests.Documents;

/// <summary>The settings of the documentation are accepted by an application that starts, and its commands ask for what is there.</summary>
public sealed partial class ConfigurationTests
{
    public static TheoryData<string> Json { get; } = Places("json");

    public static TheoryData<string> Shell { get; } = Places("sh");

    public static TheoryData<string> Yaml { get; } = Places("yaml");

    public static TheoryData<string> Xml { get; } = Places("xml");

    [Theory]
    [MemberData(nameof(Json))]
    public async Task JSON_is_JSON_and_an_application_accepts_it_as_its_settings(string place)
    {
        var (page, snippet) = CodeTests.Find(place);
        var json = JsonNode.Parse(snippet.Text.StartsWith('"') ? $"{{{snippet.Text}}}" : snippet.Text)!.AsObject();
        if (json.ContainsKey(HealthPointOptions.SectionName))
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json.ToJsonString()));
            await using var app = await DocumentedApplication.StartAsync(page, snippet, configuration => configuration.AddJsonStream(stream));
        }
    }

    [Theory]
    [MemberData(nameof(Shell))]
    public async Task Commands_set_keys_that_exist_and_ask_for_paths_that_are_there(string place)
    {
        var (page, snippet) = CodeTests.Find(place);
        var variables = Variable().Matches(snippet.Text);
        var requests = Request().Matches(snippet.Text);
        Assert.True(variables.Count + requests.Count > 0, snippet.Text);

        await using var app = await DocumentedApplication.StartAsync(page, snippet, configuration => configuration.AddInMemoryCollection(variables.Select(static variable =>
            KeyValuePair.Create(variable.Groups["key"].Value.Replace("__", ":", StringComparison.Ordinal), (string?)variable.Groups["value"].Value.Trim('\'', '"')))));
        foreach (var path in requests.Select(static request => request.Groups["path"].Value))
        {
            Assert.Equal(HttpStatusCode.OK, await app.GetAsync(path));
        }
    }

    [Fact]
    public async Task A_key_that_does_not_exist_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(static () => DocumentedApplication.StartAsync(
            Document.Pages[0],
            Document.Pages[0].Blocks[0],
            static configuration => configuration.AddInMemoryCollection([KeyValuePair.Create("HealthPoint:Cache", (string?)"1")])));

        Assert.Contains("HealthPoint:Cache", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>No parser of YAML is at hand, so this is what goes wrong most: tabs, odd indentation, a level that is skipped.</summary>
    [Theory]
    [MemberData(nameof(Yaml))]
    public void YAML_is_indented_by_two(string place)
    {
        var level = 0;
        foreach (var line in CodeTests.Find(place).Snippet.Text.Split('\n').Where(static line => !string.IsNullOrWhiteSpace(line)))
        {
            var indentation = line.Length - line.TrimStart().Length;
            Assert.DoesNotContain('\t', line);
            Assert.Equal(0, indentation % 2);
            Assert.True(indentation <= level, line);
            level = indentation + (line.Split('#')[0].TrimEnd() is [.., ':'] ? 2 : 0) + (line.TrimStart() is ['-', ..] ? 2 : 0);
        }
    }

    [Theory]
    [MemberData(nameof(Xml))]
    public void XML_is_XML(string place) => XElement.Parse(CodeTests.Find(place).Snippet.Text);

    private static TheoryData<string> Places(string language) =>
    [
        .. Document.Pages.SelectMany(static page => page.Snippets)
            .Where(snippet => string.Equals(snippet.Language, language, StringComparison.Ordinal))
            .Select(static snippet => snippet.Place),
    ];

    [GeneratedRegex(@"(?<key>HealthPoint__\w+)=(?<value>'[^']*'|""[^""]*""|\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"https?://[^/\s]+(?<path>/[^\s'""]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Request();
}
