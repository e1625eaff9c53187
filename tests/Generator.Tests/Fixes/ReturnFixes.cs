using HealthPoint.CodeFixes.Fixes;

namespace HealthPoint.Generator.Tests.Fixes;

/// <summary>Fixes of what a method returns, and of how it waits.</summary>
internal static class ReturnFixes
{
    public static FixCase[] Cases { get; } =
    [
        new("A result that is a bool by another name becomes one", "HP020", typeof(ReturnBool),
            """
            internal static class Health
            {
                /// <summary>Whether there is room.</summary>
                [HealthCheck]
                internal static object Room() => true;
            }

            """,
            """
            internal static class Health
            {
                /// <summary>Whether there is room.</summary>
                [HealthCheck]
                internal static bool Room() => true;
            }

            """),
        new("A verdict that may be missing is bad when it is", "HP020", typeof(ReturnBool),
            """
            internal static class Health
            {
                [HealthCheck]
                internal static async Task<bool?> Room(string? path)
                {
                    await Task.Yield();
                    if (path is null)
                    {
                        return null;
                    }

                    bool? known = path.Length > 3 ? null : true;
                    if (path.Length == 7)
                    {
                        return known ?? default(bool?);
                    }

                    Func<bool?> other = () => null;
                    return path.Length == 5 ? true : other();
                }
            }

            """,
            """
            internal static class Health
            {
                [HealthCheck]
                internal static async Task<bool> Room(string? path)
                {
                    await Task.Yield();
                    if (path is null)
                    {
                        return false;
                    }

                    bool? known = path.Length > 3 ? null : true;
                    if (path.Length == 7)
                    {
                        return (known ?? default(bool?)) == true;
                    }

                    Func<bool?> other = () => null;
                    return (path.Length == 5 ? true : other()) == true;
                }
            }

            """),
        new("An async void method returns a task, in both its parts", "HP021", typeof(ReturnTask),
            """
            internal static partial class Health
            {
                [HealthCheck]
                internal static partial void Room();

                internal static async partial void Room() => await Task.Yield();
            }

            """,
            """
            internal static partial class Health
            {
                [HealthCheck]
                internal static partial Task Room();

                internal static async partial Task Room() => await Task.Yield();
            }

            """),
        new("The elements of a tuple change places, in the type and in what is returned", "HP024", typeof(SwapTuple),
            """
            internal static class Health
            {
                [HealthCheck]
                internal static async Task<(string? Why, bool Ok)> Room(int size)
                {
                    await Task.Yield();
                    if (size > 3)
                    {
                        return ("too large", false); // ("a", true)
                    }

                    return size switch
                    {
                        1 => (Why: null, Ok: true),
                        2 => (size > 1 ? ($"{size}", true) : default),
                        _ => throw new InvalidOperationException(),
                    };
                }

                [HealthCheck]
                internal static Task<(string, bool)> Disk() => Task.FromResult(("full", /* still */ false));

                [HealthCheck]
                internal static ValueTask<(string, bool)> Tape() => new(("full", false));
            }

            """,
            """
            internal static class Health
            {
                [HealthCheck]
                internal static async Task<(bool Ok, string? Why)> Room(int size)
                {
                    await Task.Yield();
                    if (size > 3)
                    {
                        return (false, "too large"); // ("a", true)
                    }

                    return size switch
                    {
                        1 => (Ok: true, Why: null),
                        2 => (size > 1 ? (true, $"{size}") : default),
                        _ => throw new InvalidOperationException(),
                    };
                }

                [HealthCheck]
                internal static Task<(bool, string)> Disk() => Task.FromResult((false, /* still */ "full"));

                [HealthCheck]
                internal static ValueTask<(bool, string)> Tape() => new((false, "full"));
            }

            """),
        new("A thread is not blocked any more", "HP053", typeof(AwaitInstead),
            """
            internal static class Health
            {
                [HealthCheck]
                internal static (bool, string) Site(System.Net.Http.HttpClient client, CancellationToken cancellation)
                {
                    client.GetAsync("/", cancellation).Wait();
                    Thread.Sleep(100);
                    var text = client.GetStringAsync("/", cancellation).GetAwaiter().GetResult();
                    return (client.GetStringAsync(text, cancellation).Result.Length > 3, text);
                }
            }

            """,
            """
            internal static class Health
            {
                [HealthCheck]
                internal static async Task<(bool, string)> Site(System.Net.Http.HttpClient client, CancellationToken cancellation)
                {
                    await client.GetAsync("/", cancellation);
                    await Task.Delay(100, cancellation);
                    var text = await client.GetStringAsync("/", cancellation);
                    return ((await client.GetStringAsync(text, cancellation)).Length > 3, text);
                }
            }

            """),
    ];
}
