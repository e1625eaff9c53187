using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HealthPoint.Generator.Tests.Support;

/// <summary>A project as a user would have it.</summary>
internal sealed record Project(string Name, ImmutableArray<string> Sources)
{
    private const string ImplicitUsings =
        """
        global using global::HealthPoint;
        global using global::Microsoft.Extensions.DependencyInjection;
        global using global::Microsoft.Extensions.Diagnostics.HealthChecks;
        global using global::System;
        global using global::System.Collections.Generic;
        global using global::System.Threading;
        global using global::System.Threading.Tasks;
        """;

    public Project(string source)
        : this("Shop", [source])
    {
    }

    public ImmutableArray<MetadataReference> References { get; init; } = SdkReferences.AspNetCore;

    public OutputKind OutputKind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp14;

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    public bool HasImplicitUsings { get; init; } = true;

    /// <summary>The additional files that the analyzers are given.</summary>
    public ImmutableArray<AdditionalText> AdditionalTexts { get; init; } = [];

    public CSharpParseOptions ParseOptions => new(Language, DocumentationMode.Diagnose);

    public Project Referencing(params ReadOnlySpan<MetadataReference> more) => this with { References = [.. References, .. more] };

    /// <summary>The project without generated code.</summary>
    public CSharpCompilation Compile()
    {
        var sources = HasImplicitUsings ? Sources.Insert(0, ImplicitUsings) : Sources;
        return CSharpCompilation.Create(
            Name,
            sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"File{index}.cs")),
            References,
            new CSharpCompilationOptions(
                OutputKind,
                allowUnsafe: true,
                deterministic: true,
                nullableContextOptions: Nullable,
                generalDiagnosticOption: ReportDiagnostic.Error,
                specificDiagnosticOptions:
                [
                    // Sources of tests need no comments; those of users who want them get the generated code's too.
                    KeyValuePair.Create("CS1591", ReportDiagnostic.Suppress),
                    // As in the SDK's own NoWarn: a .NET 8 library is used by a .NET 10 project.
                    KeyValuePair.Create("CS1701", ReportDiagnostic.Suppress),
                    KeyValuePair.Create("CS1702", ReportDiagnostic.Suppress),
                ]));
    }
}
