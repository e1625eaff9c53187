using System.Globalization;
using HealthPoint.Generators.CheckList;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace HealthPoint.Generator.Tests.Generation;

/// <summary>The text of <c>HealthChecks.txt</c>, which a code fix writes anew.</summary>
public sealed class CheckListFileTests
{
    [Theory]
    [InlineData("", "b", "b\n")]
    [InlineData("\n", "b", "\nb\n")]
    [InlineData("# ours", "b", "# ours\nb")]
    [InlineData("# ours\n", "b", "# ours\nb\n")]
    [InlineData("# ours\r\n\r\n", "b", "# ours\r\n\r\nb\r\n")]
    [InlineData("a", "b", "a\nb")]
    [InlineData("a\n", "b", "a\nb\n")]
    [InlineData("a\r\n", "b", "a\r\nb\r\n")]
    [InlineData("a\r\nc", "b", "a\r\nb\r\nc")]
    [InlineData("a\r\nc", "d", "a\r\nc\r\nd")]
    [InlineData("c\n", "b", "b\nc\n")]
    [InlineData("\uFEFFc\n", "b", "\uFEFFb\nc\n")]
    [InlineData("# ours\n\nc\n", "b", "# ours\n\nb\nc\n")]
    [InlineData("a\n# on c\nc\n", "b", "a\nb\n# on c\nc\n")]
    [InlineData("a # no comment\n  c  \n", "b", "a # no comment\nb\n  c  \n")]
    [InlineData("a\nb\nc\n", "b", "a\nb\nc\n")]
    [InlineData("a\nc\na\nz\n", "b", "a\nc\na\nb\nz\n")]
    [InlineData("a\n", "B", "B\na\n")]
    [InlineData("b\n", "B", "B\nb\n")]
    [InlineData("a\n", " #1 ", "\\#1\na\n")]
    public void A_name_is_added_at_its_place(string before, string name, string after)
    {
        var text = CheckListFile.Parse(SourceText.From(before)).With(name);

        Assert.Equal(after, text.ToString());
        Assert.True(CheckListFile.Parse(text).Lists(name));
    }

    [Theory]
    [InlineData("", "b", "")]
    [InlineData("a\n", "b", "a\n")]
    [InlineData("b", "b", "")]
    [InlineData("# ours\na\n  b \nc\n", "b", "# ours\na\nc\n")]
    [InlineData("b\r\n# on b\r\nb\r\nc", "b", "# on b\r\nc")]
    [InlineData("a\nb", "b", "a\n")]
    [InlineData("B\nb\n", "b", "B\n")]
    [InlineData("#1\n\\#1\n", "#1", "#1\n")]
    [InlineData("#1\n\\#1\n", "\\#1", "#1\n")]
    public void A_name_is_removed_wherever_it_stands(string before, string name, string after)
    {
        var text = CheckListFile.Parse(SourceText.From(before)).Without(name);

        Assert.Equal(after, text.ToString());
        Assert.False(CheckListFile.Parse(text).Lists(name));
    }

    [Fact]
    public void A_list_that_was_built_name_by_name_is_sorted_ordinally_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        try
        {
            var text = SourceText.From("");
            foreach (var name in new[] { "disk", "Zoo", "I", "i", "Shop.Health.B", "İ", "Shop.Health.A", "ı", "co-op", "coop", "a b" })
            {
                text = CheckListFile.Parse(text).With(name);
            }

            var lines = CheckListFile.Parse(text).Entries.Select(static entry => entry.Line).ToList();
            Assert.Equal(lines.Order(StringComparer.Ordinal), lines, StringComparer.Ordinal);
            Assert.Equal(11, lines.Count);
            Assert.True(CheckListFile.IsNamed("/shop/HEALTHCHECKS.TXT"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_entries_tell_where_they_stand()
    {
        var entries = CheckListFile.Parse(SourceText.From("\uFEFF# c\r\n\r\n a \r\nb c")).Entries;

        Assert.Equal([new("a", new TextSpan(9, 1)), new CheckListEntry("b c", new TextSpan(13, 3))], entries);
    }
}
