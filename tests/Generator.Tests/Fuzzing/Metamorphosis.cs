using System.Globalization;
using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>Changes a program in a way that must not change what its module says.</summary>
internal static class Metamorphosis
{
    public static string? Fault(
        FuzzProgram program, Compilation compilation, string? file, byte[] image, Expectations expected, CancellationToken cancellation)
    {
        if (program.Change >= Change.Project)
        {
            return ReferenceFault(program, compilation, image, expected, cancellation);
        }

        var changed = File(program, cancellation);
        return string.Equals(changed, file, StringComparison.Ordinal) ? null : $"{program.Change} changed the file from\n{file}\nto\n{changed}";
    }

    private static string? File(FuzzProgram program, CancellationToken cancellation)
    {
        var trees = program.Trees(program.IsSplit);
        var isSplit = program.Change is Change.Parts ? !program.IsSplit : program.IsSplit;
        var source = program.Change switch
        {
            Change.Order => Trial.Compile(program, trees.Reverse()).WithReferences(Trial.References.Reverse()),
            Change.Trivia => Trial.Compile(program, trees.Select(static tree => Rewritten(tree, new Comments()))),
            Change.Members => Trial.Compile(program, trees.Select(static tree => Rewritten(tree, new Backwards()))),
            _ => Trial.Compile(program, program.Trees(isSplit)),
        };
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = program.Change is Change.Culture ? CultureInfo.GetCultureInfo("tr-TR") : culture;
            return Trial.Generate(program, source, out _, cancellation).GetRunResult().GeneratedTrees.SingleOrDefault()?.ToString();
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>An executable that references the program has its checks.</summary>
    private static string? ReferenceFault(FuzzProgram program, Compilation compilation, byte[] image, Expectations expected, CancellationToken cancellation)
    {
        MetadataReference reference = program.Change switch
        {
            Change.Project => compilation.ToMetadataReference(),
            Change.Image => MetadataReference.CreateFromImage(image),
            _ => MetadataReference.CreateFromImage(Emit(compilation, new EmitOptions(metadataOnly: true, includePrivateMembers: false), cancellation)),
        };
        var host = CSharpCompilation.Create(
            "Host",
            [CSharpSyntaxTree.ParseText("internal static class HostEntry { private static void Main() { } }", program.ParseOptions, cancellationToken: cancellation)],
            [.. Trial.References, reference],
            Trial.Options(OutputKind.ConsoleApplication, NullableContextOptions.Enable));
        Trial.Generate(program, host, out var generated, cancellation);
        using var application = new Application(Emit(generated, new EmitOptions(), cancellation), image);
        return Execution.CatalogFault(application, expected) is { } fault ? $"As a {program.Change}: {fault}" : null;
    }

    private static byte[] Emit(Compilation compilation, EmitOptions options, CancellationToken cancellation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream, options: options, cancellationToken: cancellation);
        return result.Success ? stream.ToArray() : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    private static SyntaxTree Rewritten(SyntaxTree tree, CSharpSyntaxRewriter rewriter) =>
        CSharpSyntaxTree.ParseText(rewriter.Visit(tree.GetRoot()).ToFullString(), (CSharpParseOptions)tree.Options, $"changed.{tree.FilePath}");

    private sealed class Comments : CSharpSyntaxRewriter
    {
        public override SyntaxToken VisitToken(SyntaxToken token) => token.Parent is InterpolatedStringContentSyntax or InterpolatedStringExpressionSyntax or InterpolationFormatClauseSyntax
            ? token
            : token.WithLeadingTrivia(token.LeadingTrivia.Add(SyntaxFactory.Comment("/* é */")).Add(SyntaxFactory.CarriageReturnLineFeed));
    }

    private sealed class Backwards : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitNamespaceDeclaration(NamespaceDeclarationSyntax node) =>
            base.VisitNamespaceDeclaration(node.WithMembers([.. node.Members.Reverse()]));

        public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) =>
            base.VisitClassDeclaration(node.WithMembers([.. node.Members.Reverse()]));

        public override SyntaxNode? VisitStructDeclaration(StructDeclarationSyntax node) =>
            base.VisitStructDeclaration(node.WithMembers([.. node.Members.Reverse()]));

        public override SyntaxNode? VisitRecordDeclaration(RecordDeclarationSyntax node) =>
            base.VisitRecordDeclaration(node.WithMembers([.. node.Members.Reverse()]));
    }
}
