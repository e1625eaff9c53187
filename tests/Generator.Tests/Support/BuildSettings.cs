using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generator.Tests.Support;

/// <summary>What a project file and an <c>.editorconfig</c> tell the analyzers.</summary>
internal static class BuildSettings
{
    /// <summary>Options in which these keys have these values, for the whole project and for each file.</summary>
    public static AnalyzerOptions Of(params (string Key, string Value)[] settings) => new([], new Provider(new Dictionary(settings)));

    private sealed class Provider(AnalyzerConfigOptions options) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => options;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => options;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => options;
    }

    private sealed class Dictionary((string Key, string Value)[] settings) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = Array.Find(settings, setting => string.Equals(setting.Key, key, KeyComparison)).Value;
            return value is not null;
        }

        private const StringComparison KeyComparison = StringComparison.OrdinalIgnoreCase;
    }
}
