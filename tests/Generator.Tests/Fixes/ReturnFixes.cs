using HealthPoint.CodeFixes.Fixes;

namespace HealthPoint.Generator.Tests.Fixes;

/// <summary>Fixes of what a method returns.</summary>
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
        new("A result by reference becomes a value", "HP022", typeof(RemoveRefReturn),
            """
            internal static class Health
            {
                private static bool s_ok, s_other;

                [HealthCheck]
                internal static ref readonly bool Room(int size)
                {
                    if (size > 3)
                    {
                        return ref s_other;
                    }

                    return ref size > 5 ? ref s_ok : ref s_other;
                }

                [HealthCheck]
                internal static ref bool Disk() => ref s_ok;
            }

            """,
            """
            internal static class Health
            {
                private static bool s_ok, s_other;

                [HealthCheck]
                internal static bool Room(int size)
                {
                    if (size > 3)
                    {
                        return s_other;
                    }

                    return size > 5 ? s_ok : s_other;
                }

                [HealthCheck]
                internal static bool Disk() => s_ok;
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
        new("A task is promised", "HP025", typeof(RemoveQuestionMark),
            """
            internal static class Health
            {
                [HealthCheck]
                internal static Task<bool>? Room() => Task.FromResult(true);
            }

            """,
            """
            internal static class Health
            {
                [HealthCheck]
                internal static Task<bool> Room() => Task.FromResult(true);
            }

            """),
    ];
}
