using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HealthPoint.Tests.Formats;

/// <summary>
/// Judges JSON by a schema. It knows as much of JSON Schema 2020-12 as <c>health-json.schema.json</c> uses. It refuses a
/// keyword that it does not know, so that none is overlooked.
/// </summary>
internal sealed class JsonSchema(JsonObject root)
{
    public static JsonSchema Read(string file) => new(JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Formats", file)))!.AsObject());

    /// <summary>What is wrong with a document; empty where nothing is.</summary>
    public IReadOnlyList<string> Judge(JsonNode? document)
    {
        var problems = new List<string>();
        Judge(root, document, "$", problems);
        return problems;
    }

    private bool Meets(JsonNode schema, JsonNode? node)
    {
        var problems = new List<string>();
        Judge(schema.AsObject(), node, "$", problems);
        return problems.Count == 0;
    }

    private void Judge(JsonObject schema, JsonNode? node, string path, List<string> problems)
    {
        foreach (var (keyword, value) in schema)
        {
            switch (keyword)
            {
                case "$schema" or "$comment" or "$defs" or "title" or "then" or "else":
                    break;
                case "$ref":
                    Judge(Find((string)value!), node, path, problems);
                    break;
                case "type":
                    Require(string.Equals(TypeOf(node), (string?)value, StringComparison.Ordinal), $"is no {value}");
                    break;
                case "enum":
                    Require(value!.AsArray().Any(one => JsonNode.DeepEquals(one, node)), "is none of the allowed values");
                    break;
                case "const":
                    Require(JsonNode.DeepEquals(value, node), $"is not {value}");
                    break;
                case "pattern":
                    Require(node?.GetValueKind() != JsonValueKind.String || Regex.IsMatch((string)node!, (string)value!, RegexOptions.None, TimeSpan.FromSeconds(10)), $"does not match {value}");
                    break;
                case "minimum":
                    Require(node?.GetValueKind() != JsonValueKind.Number || (double)node! >= (double)value!, $"is less than {value}");
                    break;
                case "minItems":
                    Require(node is not JsonArray items || items.Count >= (int)value!, "has too few items");
                    break;
                case "items":
                    for (var i = 0; i < ((node as JsonArray)?.Count ?? 0); i++)
                    {
                        Judge(value!.AsObject(), node![i], $"{path}[{i}]", problems);
                    }

                    break;
                case "required":
                    Require(node is not JsonObject all || value!.AsArray().All(name => all.ContainsKey((string)name!)), $"has not all of {value}");
                    break;
                case "propertyNames":
                    foreach (var (name, _) in node as JsonObject ?? [])
                    {
                        Judge(value!.AsObject(), JsonValue.Create(name), $"{path}.<{name}>", problems);
                    }

                    break;
                case "properties":
                    foreach (var (name, member) in (node as JsonObject ?? []).Where(member => value!.AsObject().ContainsKey(member.Key)))
                    {
                        Judge(value![name]!.AsObject(), member, $"{path}.{name}", problems);
                    }

                    break;
                case "additionalProperties":
                    foreach (var (name, member) in (node as JsonObject ?? []).Where(member => !(schema["properties"] as JsonObject ?? []).ContainsKey(member.Key)))
                    {
                        if (value is JsonObject additional)
                        {
                            Judge(additional, member, $"{path}.{name}", problems);
                        }
                        else
                        {
                            Require((bool)value!, $"has the member {name}");
                        }
                    }

                    break;
                case "not":
                    Require(!Meets(value!, node), $"is what it must not be: {value!.ToJsonString()}");
                    break;
                case "anyOf":
                    Require(value!.AsArray().Any(one => Meets(one!, node)), "is none of several");
                    break;
                case "if":
                    if (schema[Meets(value!, node) ? "then" : "else"] is JsonObject consequence)
                    {
                        Judge(consequence, node, path, problems);
                    }

                    break;
                default:
                    throw new NotSupportedException($"the keyword {keyword}");
            }
        }

        void Require(bool met, string problem)
        {
            if (!met)
            {
                problems.Add($"{path} {problem}");
            }
        }
    }

    private JsonObject Find(string reference) => reference.Split('/').Skip(1).Aggregate((JsonNode)root, static (node, name) => node[name]!).AsObject();

    private static string TypeOf(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };
}
