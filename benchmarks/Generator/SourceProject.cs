using System.Globalization;
using System.Text;

namespace HealthPoint.Benchmarks;

/// <summary>Sources of a project of some size: ordinary code, and checks spread over its files.</summary>
internal static class SourceProject
{
    /// <summary>The files; check number n stands in file n modulo their number.</summary>
    public static IEnumerable<string> Files(int files, int checks)
    {
        for (var file = 0; file < files; file++)
        {
            yield return File(file, Enumerable.Range(0, checks).Where(check => check % files == file), "");
        }
    }

    /// <summary>One file; a mark is part of the name of each of its checks.</summary>
    public static string File(int file, IEnumerable<int> checks, string mark)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Threading;
            using System.Threading.Tasks;
            using HealthPoint;

            namespace Shop.Part{{file}};

            public sealed class Orders{{file}}(IServiceProvider services)
            {
                private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

            """);
        for (var method = 0; method < 12; method++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                    public async Task<int> Count{{method}}Async(string key, IReadOnlyList<int> values, CancellationToken cancellation)
                    {
                        if (!_counts.TryGetValue(key, out var count))
                        {
                            await Task.Delay(TimeSpan.FromMilliseconds({{method}}), TimeProvider.System, cancellation);
                            count = values.Where(value => value > {{method}}).Select(value => value * 2).Sum();
                            _counts[key] = count;
                        }

                        return services is IDisposable ? count : count + {{method}};
                    }

                """);
        }

        text.Append("}\n");
        foreach (var check in checks)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                internal static class Health{{check}}
                {
                    [HealthCheck("check {{check}}{{mark}}", Tags = new[] { "ready" }, TimeoutSeconds = 2)]
                    internal static async Task<(bool, string)> Count(Orders{{file}} orders, int least = {{check}}, CancellationToken cancellation = default)
                    {
                        var count = await orders.Count0Async("all", new[] { 1, 2, 3 }, cancellation);
                        return (count >= least, $"{count} orders");
                    }
                }

                """);
        }

        return text.ToString();
    }

    /// <summary>Writes a project that the SDK can build, with the HealthPoint that stands beside this program.</summary>
    public static void Write(string folder, int files, int checks)
    {
        Directory.CreateDirectory(folder);
        foreach (var (text, index) in Files(files, checks).Select(static (text, index) => (text, index)))
        {
            System.IO.File.WriteAllText(Path.Combine(folder, $"File{index.ToString(CultureInfo.InvariantCulture)}.cs"), text);
        }

        var here = AppContext.BaseDirectory;
        System.IO.File.WriteAllText(Path.Combine(folder, "Clean.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <Reference Include="{here}HealthPoint.Abstractions.dll" />
                <Analyzer Include="{here}HealthPoint.Generators.dll" />
              </ItemGroup>
            </Project>
            """);
    }
}
