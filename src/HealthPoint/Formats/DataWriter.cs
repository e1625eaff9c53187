using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HealthPoint.Reports;
using HealthPoint.Secrets;

namespace HealthPoint.Formats;

/// <summary>
/// Writes the data of a result as JSON: <see langword="null"/>, strings, booleans, numbers, dates, times, lists and
/// dictionaries. Any other object is written as its <see cref="object.ToString"/>. Secrets are masked: those within a text, and
/// every value under a name such as <c>password</c>, except null, true and false. Uses no reflection.
/// </summary>
/// <remarks>
/// Data are the application's own objects, read while the answer is being sent. Invariant: the JSON stays well-formed, whatever they do.
/// If an object throws, a text that says so stands in its place. Data that are too deep, too long or endless are cut.
/// </remarks>
internal sealed class DataWriter
{
    /// <summary>How deep lists and dictionaries may be nested, the data themselves included.</summary>
    public const int MaxDepth = 8;

    /// <summary>The largest number of characters of one text.</summary>
    public const int MaxText = 4096;

    /// <summary>The largest number of characters of the data of one result. Each value counts for some more than its text.</summary>
    public const int MaxLength = 256 * 1024;

    private const int LengthOfValue = 16, LongestNumber = 64;

    // The name of the extra member, or the start of the extra item, that says that there is more.
    private const string More = "…", Cut = "(cut)";

    private readonly Utf8JsonWriter _json;
    private int _left = MaxLength;

    private DataWriter(Utf8JsonWriter json) => _json = json;

    /// <summary>Writes the data of one result as a member of the object that is being written.</summary>
    /// <param name="json">The object's writer.</param>
    /// <param name="name">The name of the member.</param>
    /// <param name="data">The data.</param>
    /// <param name="always">Whether to write the member where there are no data.</param>
    public static void WriteMember(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, object> data, bool always)
    {
        var empty = IsEmpty(data);
        if (!empty)
        {
            json.WritePropertyName(name);
            new DataWriter(json).WriteObject(data.GetEnumerator, depth: 1, isSecret: false);
        }
        else if (always)
        {
            json.WriteStartObject(name);
            json.WriteEndObject();
        }
    }

    private static bool IsEmpty(IReadOnlyDictionary<string, object> data)
    {
        try
        {
            return data.Count == 0;
        }
        catch (Exception)
        {
            // Reading the data below will write what is wrong with them.
            return false;
        }
    }

    /// <summary>Writes one value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="depth">How deeply the value is nested.</param>
    /// <param name="isSecret">Whether a name above it says that it is a secret.</param>
    private void Write(object? value, int depth, bool isSecret)
    {
        _left -= LengthOfValue;
        try
        {
            switch (value)
            {
                case null:
                    _json.WriteNullValue();
                    break;
                case bool truth:
                    _json.WriteBooleanValue(truth);
                    break;
                case (string or byte[] or not (IEnumerable or JsonDocument or JsonElement or JsonNode)) when isSecret:
                    WriteHarmless(SecretMask.Mask);
                    break;
                case string text:
                    WriteText(text);
                    break;
                case byte or sbyte or short or ushort or int or long:
                    _json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                    break;
                case uint or ulong:
                    _json.WriteNumberValue(Convert.ToUInt64(value, CultureInfo.InvariantCulture));
                    break;
                case nint or nuint or Int128 or UInt128:
                    _json.WriteRawValue(Text(value), skipInputValidation: true);
                    break;
                case decimal number:
                    _json.WriteNumberValue(number);
                    break;
                case double number when double.IsFinite(number):
                    _json.WriteNumberValue(number);
                    break;
                case float number when float.IsFinite(number):
                    _json.WriteNumberValue(number);
                    break;
                case Half number when Half.IsFinite(number):
                    _json.WriteNumberValue((float)number);
                    break;
                case DateTime time:
                    _json.WriteStringValue(time);
                    break;
                case DateTimeOffset time:
                    _json.WriteStringValue(time);
                    break;
                case DateOnly or TimeOnly:
                    WriteHarmless(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture));
                    break;
                case Uri uri:
                    WriteText(uri.OriginalString);
                    break;
                case Exception exception:
                    // Never its stack trace, which ToString() would reveal.
                    WriteHarmless(CheckOutcome.Message(exception));
                    break;
                case byte[] bytes:
                    WriteHarmless(Convert.ToBase64String(bytes.AsSpan(0, Math.Min(bytes.Length, MaxText / 4 * 3))));
                    break;
                case JsonDocument document:
                    WriteElement(document.RootElement, depth, isSecret);
                    break;
                case JsonElement element:
                    WriteElement(element, depth, isSecret);
                    break;
                case JsonValue node:
                    // The node holds an element, or an object of any type.
                    Write(node.GetValue<object>(), depth, isSecret);
                    break;
                case JsonObject members when depth < MaxDepth:
                    WriteObject(() => members.Select(static member => KeyValuePair.Create(member.Key, (object?)member.Value)).GetEnumerator(), depth + 1, isSecret);
                    break;
                case IDictionary dictionary when depth < MaxDepth:
                    WriteObject(dictionary.GetEnumerator, depth + 1, isSecret);
                    break;
                case IEnumerable<KeyValuePair<string, object?>> dictionary when depth < MaxDepth:
                    WriteObject(dictionary.GetEnumerator, depth + 1, isSecret);
                    break;
                case JsonArray or ICollection or IReadOnlyCollection<object> when depth < MaxDepth:
                    // Lazy sequences are not enumerated: that might query a database.
                    WriteArray(((IEnumerable)value).GetEnumerator, depth + 1, isSecret);
                    break;
                default:
                    WriteText(isSecret ? SecretMask.Mask : Text(value));
                    break;
            }
        }
        catch (Exception broken)
        {
            // The exception came before the value was written: lists and dictionaries handle the exceptions of their own items.
            _json.WriteStringValue(Threw(broken));
        }
    }

    private void WriteElement(JsonElement element, int depth, bool isSecret)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when depth < MaxDepth:
                WriteObject(() => element.EnumerateObject().Select(static member => KeyValuePair.Create(member.Name, (object?)member.Value)).GetEnumerator(), depth + 1, isSecret);
                break;
            case JsonValueKind.Array when depth < MaxDepth:
                WriteArray(() => element.EnumerateArray().GetEnumerator(), depth + 1, isSecret);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                _json.WriteBooleanValue(element.ValueKind == JsonValueKind.True);
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                _json.WriteNullValue();
                break;
            case var _ when isSecret:
                WriteHarmless(SecretMask.Mask);
                break;
            case JsonValueKind.String:
                WriteText(element.GetString() ?? "");
                break;
            case JsonValueKind.Number when element.GetRawText() is { Length: <= LongestNumber } number:
                _json.WriteRawValue(number, skipInputValidation: true);
                break;
            default:
                WriteText(element.GetRawText());
                break;
        }
    }

    private void WriteArray(Func<IEnumerator> items, int depth, bool isSecret)
    {
        _json.WriteStartArray();
        if (ForEach(items, item => Write(item, depth, isSecret)) is { } reason)
        {
            _json.WriteStringValue($"{More} {reason}");
        }

        _json.WriteEndArray();
    }

    private void WriteObject(Func<IEnumerator> members, int depth, bool isSecret)
    {
        // Different keys may have the same text, if the dictionary has its own comparer or its keys are no strings.
        var names = new JsonKeys();
        _json.WriteStartObject();
        var reason = ForEach(members, member =>
        {
            var (key, value) = member switch
            {
                KeyValuePair<string, object?> pair => (pair.Key, pair.Value),
                DictionaryEntry entry => (entry.Key, entry.Value),
                _ => (member, null),
            };
            var whole = SecretMask.Apply(key as string ?? Text(key));
            var name = JsonKeys.WellFormed(Shorten(whole));
            if (names.TryTake(name))
            {
                _json.WritePropertyName(name);
                Write(value, depth, isSecret || SecretMask.IsNameOfSecret(whole));
            }
        });
        if (reason is not null)
        {
            var more = More;
            while (!names.TryTake(more))
            {
                more += More;
            }

            _json.WriteString(more, reason);
        }

        _json.WriteEndObject();
    }

    /// <summary>Writes each item. Returns why it stopped early; <see langword="null"/> where it came to the end.</summary>
    private string? ForEach(Func<IEnumerator> items, Action<object?> write)
    {
        try
        {
            var enumerator = items();
            using var _ = enumerator as IDisposable;
            while (enumerator.MoveNext())
            {
                if (_left <= 0)
                {
                    return Cut;
                }

                write(enumerator.Current);
            }

            return null;
        }
        catch (Exception broken)
        {
            return Threw(broken);
        }
    }

    private void WriteText(string text) => WriteHarmless(SecretMask.Apply(text));

    private void WriteHarmless(string text) => _json.WriteStringValue(Shorten(text));

    private string Shorten(string text)
    {
        var most = Math.Clamp(_left, 1, MaxText);
        if (text.Length > most)
        {
            // Must not cut between the two halves of a surrogate pair.
            text = text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
        }

        _left -= text.Length;
        return text;
    }

    private static string Text(object? value)
    {
        try
        {
            return (value is IFormattable formattable ? formattable.ToString(format: null, CultureInfo.InvariantCulture) : value?.ToString()) ?? "";
        }
        catch (Exception broken)
        {
            return Threw(broken);
        }
    }

    private static string Threw(Exception exception) => $"(threw {exception.GetType().Name})";
}
