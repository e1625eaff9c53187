using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.Generator.Tests.Support;

/// <summary>An additional file of a project.</summary>
internal sealed class TextFile(string path, string content) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content);
}
