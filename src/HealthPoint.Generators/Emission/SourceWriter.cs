using System.Text;

namespace HealthPoint.Generators.Emission;

/// <summary>Writes indented lines that end in <c>\n</c> on every system.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a text of one or more lines at the current depth.</summary>
    public void Write(string lines)
    {
        foreach (var line in lines.Split('\n'))
        {
            if (line.Length > 0)
            {
                _text.Append(' ', _depth * 4).Append(line);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Writes a head and an opening brace; the block ends where the result is disposed.</summary>
    public Block Open(string head)
    {
        Write($"{head}\n{{");
        _depth++;
        return new(this);
    }

    public Block Indent()
    {
        _depth++;
        return new(this, brace: false);
    }

    public override string ToString() => _text.ToString();

    internal readonly struct Block(SourceWriter writer, bool brace = true) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (brace)
            {
                writer.Write("}");
            }
        }
    }
}
