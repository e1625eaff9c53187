using HealthPoint.CodeFixes.Fixes;

namespace HealthPoint.Generator.Tests.Fixes;

/// <summary>Fixes of what a method takes.</summary>
internal static class ParameterFixes
{
    public static FixCase[] Cases { get; } =
    [
        new("A value that nobody supplies may be missing", "HP033", typeof(AddDefaultValue),
            """
            internal static class Health
            {
                [HealthCheck]
                internal static bool Room(int size, int[] sizes, DateOnly since, CancellationToken cancellation) => true;

                [HealthCheck]
                internal static bool Disk(DateOnly? since, object? thing, char letter) => true;
            }

            """,
            """
            internal static class Health
            {
                [HealthCheck]
                internal static bool Room(int size, int[]? sizes = null, DateOnly since = default, CancellationToken cancellation = default) => true;

                [HealthCheck]
                internal static bool Disk(DateOnly? since = null, object? thing = null, char letter = default) => true;
            }

            """),
        new("A value comes from options", "HP033", typeof(WrapInOptions),
            """
            internal static class Health
            {
                [HealthCheck]
                internal static (bool, string) Room(int[] sizes, CancellationToken cancellation) =>
                    (sizes.Length > 3 && sizes[0] > 2, nameof(sizes));
            }

            """,
            """
            internal static class Health
            {
                [HealthCheck]
                internal static (bool, string) Room(Microsoft.Extensions.Options.IOptions<int[]> sizes, CancellationToken cancellation) =>
                    (sizes.Value.Length > 3 && sizes.Value[0] > 2, nameof(sizes));
            }

            """),
        new("A second token goes, with what is said about it and what is passed for it", "HP034", typeof(RemoveSecondToken),
            """
            internal static class Health
            {
                /// <summary>Whether there is room.</summary>
                /// <param name="first">Ends the check.</param>
                /// <param name="second">Ends it too.</param>
                /// <param name="days">How many.</param>
                [HealthCheck]
                internal static bool Room(
                    CancellationToken first,
                    CancellationToken second,
                    int days = 3) => days > 3 && !first.IsCancellationRequested;

                internal static bool Call() => Room(default, default, 5) && Room(default, second: default);
            }

            """,
            """
            internal static class Health
            {
                /// <summary>Whether there is room.</summary>
                /// <param name="first">Ends the check.</param>
                /// <param name="days">How many.</param>
                [HealthCheck]
                internal static bool Room(
                    CancellationToken first,
                    int days = 3) => days > 3 && !first.IsCancellationRequested;

                internal static bool Call() => Room(default, 5) && Room(default);
            }

            """),
        new("The token moves behind the others, in calls too", "HP035", typeof(MoveTokenLast),
            """
            internal static class Health
            {
                [HealthCheck]
                internal static bool Room(
                    CancellationToken cancellation,
                    int days,
                    string name = "") => days > 3 && name.Length > 0 && !cancellation.IsCancellationRequested;

                internal static bool Call(CancellationToken cancellation) =>
                    Room(cancellation, 3, "a")
                    && Room(cancellation, 3)
                    && Room(days: 3, cancellation: cancellation)
                    && Room(cancellation, days: 3);
            }

            """,
            """
            internal static class Health
            {
                [HealthCheck]
                internal static bool Room(
                    int days,
                    string name = "",
                    CancellationToken cancellation = default) => days > 3 && name.Length > 0 && !cancellation.IsCancellationRequested;

                internal static bool Call(CancellationToken cancellation) =>
                    Room(3, "a", cancellation)
                    && Room(3, cancellation: cancellation)
                    && Room(days: 3, cancellation: cancellation)
                    && Room(days: 3, cancellation: cancellation);
            }

            """),
        new("A check that waits takes a token and passes it on", "HP036", typeof(AddToken),
            """
            internal static class Health
            {
                /// <summary>Whether it is there.</summary>
                /// <param name="client">Asks.</param>
                /// <param name="days">How many.</param>
                [HealthCheck]
                internal static async Task<bool> Site(
                    System.Net.Http.HttpClient client,
                    int days = 3)
                {
                    await Task.Delay(1);
                    using var answer = await client.GetAsync("/");
                    return answer.IsSuccessStatusCode && days > 3 && string.Format("{0}", days).Length > 0;
                }

                [HealthCheck]
                internal static Task Other() => Task.Delay(1);
            }

            """,
            """
            internal static class Health
            {
                /// <summary>Whether it is there.</summary>
                /// <param name="client">Asks.</param>
                /// <param name="days">How many.</param>
                /// <param name="cancellation">Ends the check.</param>
                [HealthCheck]
                internal static async Task<bool> Site(
                    System.Net.Http.HttpClient client,
                    int days = 3,
                    CancellationToken cancellation = default)
                {
                    await Task.Delay(1, cancellation);
                    using var answer = await client.GetAsync("/", cancellation);
                    return answer.IsSuccessStatusCode && days > 3 && string.Format("{0}", days).Length > 0;
                }

                [HealthCheck]
                internal static Task Other(CancellationToken cancellation) => Task.Delay(1, cancellation);
            }

            """),
        new("An idle token is passed on", "HP037", typeof(FlowToken),
            """
            internal static class Health
            {
                [HealthCheck]
                internal static async Task<bool> Site(System.IO.Stream stream, CancellationToken cancellation)
                {
                    await stream.FlushAsync();
                    await Copy(stream);
                    return Find("a", 3);
                }

                private static async Task Copy(System.IO.Stream stream, int size = 4, CancellationToken stop = default) => await stream.CopyToAsync(stream, size, stop);

                private static bool Find(params object[] all) => all.Length > 0;
            }

            """,
            """
            internal static class Health
            {
                [HealthCheck]
                internal static async Task<bool> Site(System.IO.Stream stream, CancellationToken cancellation)
                {
                    await stream.FlushAsync(cancellation);
                    await Copy(stream, stop: cancellation);
                    return Find("a", 3);
                }

                private static async Task Copy(System.IO.Stream stream, int size = 4, CancellationToken stop = default) => await stream.CopyToAsync(stream, size, stop);

                private static bool Find(params object[] all) => all.Length > 0;
            }

            """),
    ];
}
