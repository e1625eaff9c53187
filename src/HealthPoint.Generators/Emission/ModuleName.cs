using System.Globalization;
using System.Text;

namespace HealthPoint.Generators.Emission;

/// <summary>The name of a module's class. Other code reads it from the attribute, so the name only has to be unique.</summary>
internal static class ModuleName
{
    /// <summary><c>My.Lib</c> becomes <c>My_Lib_Checks</c>; <c>My_Lib</c> and <c>My-Lib</c> get a hash, so that the three stay apart.</summary>
    public static string Of(string assemblyName)
    {
        var name = new StringBuilder(assemblyName.Length);
        var isReversible = true;
        foreach (var character in assemblyName)
        {
            var fits = char.IsLetterOrDigit(character);
            isReversible &= fits || character == '.';
            name.Append(fits ? character : '_');
        }

        if (char.IsDigit(assemblyName, 0))
        {
            name.Insert(0, '_');
        }

        if (!isReversible)
        {
            name.Append('_').Append(Hash(assemblyName).ToString("x8", CultureInfo.InvariantCulture));
        }

        return name.Append("_Checks").ToString();
    }

    /// <summary>FNV-1a, because <see cref="string.GetHashCode()"/> differs from one process to the next.</summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        return hash;
    }
}
