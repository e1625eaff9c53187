using HealthPoint.CodeFixes.Fixes;

namespace HealthPoint.Generator.Tests.Fixes;

/// <summary>Fixes that move code to where it can be called, or make it wait.</summary>
internal static class MoveFixes
{
    public static FixCase[] Cases { get; } =
    [
        new("A property that only returns something becomes a method", "HP001", typeof(GetterToMethod),
            """
            internal class Health
            {
                private readonly int _size = 3;

                /// <summary>Whether there is room.</summary>
                internal static bool Room { [HealthCheck("room")] get => true; }

                // The disk.
                internal bool Disk
                {
                    [Obsolete, HealthCheck("disk")]
                    get
                    {
                        // Three is enough.
                        return _size > 3;
                    }
                }

                internal bool Call(Health? other) => Room && Health.Room && (Disk || other?.Disk == true) && nameof(Room).Length > 0;
            }

            """,
            """
            internal class Health
            {
                private readonly int _size = 3;

                /// <summary>Whether there is room.</summary>
                [HealthCheck("room")]
                internal static bool Room() => true;

                // The disk.
                [Obsolete, HealthCheck("disk")]
                internal bool Disk()
                {
                    // Three is enough.
                    return _size > 3;
                }

                internal bool Call(Health? other) => Room() && Health.Room() && (Disk() || other?.Disk() == true) && nameof(Room).Length > 0;
            }

            """) { HasLines = false },
        new("A local function becomes a method", "HP002", typeof(MoveLocalFunction),
            """
            internal class Health
            {
                private static int s_size;

                internal static void Run()
                {
                    Room();

                    // Looks at the room.
                    [HealthCheck("room")]
                    static bool Room()
                    {
                        // Three is enough.
                        return s_size > 3;
                    }

                    [HealthCheck("disk"), Obsolete]
                    async Task Disk() => await Task.Yield();
                }

                internal static void Other()
                {
                }
            }

            """,
            """
            internal class Health
            {
                private static int s_size;

                internal static void Run()
                {
                    Room();
                }

                // Looks at the room.
                [HealthCheck("room")]
                internal static bool Room()
                {
                    // Three is enough.
                    return s_size > 3;
                }

                [HealthCheck("disk"), Obsolete]
                internal static async Task Disk() => await Task.Yield();

                internal static void Other()
                {
                }
            }

            """),
        new("A local function of a program becomes a method of a class", "HP002", typeof(MoveLocalFunction),
            """
            // A program.

            using System.Linq;

            Console.WriteLine(Room() && Enumerable.Empty<int>().Any());

            // Looks at the room.
            [HealthCheck("room")]
            static bool Room()
            {
                return true;
            }

            [HealthCheck("disk")]
            static bool Disk() => true;

            """,
            """
            // A program.

            using System.Linq;

            Console.WriteLine(Health.Room() && Enumerable.Empty<int>().Any());

            internal static class Health
            {
                // Looks at the room.
                [HealthCheck("room")]
                internal static bool Room()
                {
                    return true;
                }

                [HealthCheck("disk")]
                internal static bool Disk() => true;
            }

            """) { IsProgram = true },
        new("A member of an extension block becomes ordinary", "HP009", typeof(MoveOutOfExtension),
            """
            internal static class Extensions
            {
                // On texts.
                extension(string text)
                {
                    /// <summary>Whether there is room.</summary>
                    [HealthCheck("room")]
                    internal bool Room(int size)
                    {
                        return text.Length > size;
                    }

                    internal bool Other() => text.Room(3);
                }

                extension(IList<string>)
                {
                    [HealthCheck("disk")]
                    internal static bool Disk() => true;
                }
            }

            """,
            """
            internal static class Extensions
            {
                // On texts.
                extension(string text)
                {
                    internal bool Other() => text.Room(3);
                }

                /// <summary>Whether there is room.</summary>
                [HealthCheck("room")]
                internal static bool Room(this string text, int size)
                {
                    return text.Length > size;
                }

                [HealthCheck("disk")]
                internal static bool Disk() => true;
            }

            """),
        new("An attribute moves to the interface's member", "HP010", typeof(MoveToInterface),
            """
            internal interface IHealth
            {
                /// <summary>Whether there is room.</summary>
                bool Room();

                [Obsolete] bool Disk();
            }

            internal class Health : IHealth
            {
                [HealthCheck("room"), HealthCheck("space", TimeoutSeconds = 3)]
                bool IHealth.Room() => true;

                [HealthCheck] [Obsolete] bool IHealth.Disk() => true;
            }

            internal class Other : IHealth
            {
                [HealthCheck("other")]
                bool IHealth.Room() => false;

                bool IHealth.Disk() => false;
            }

            """,
            """
            internal interface IHealth
            {
                /// <summary>Whether there is room.</summary>
                [HealthCheck("other")]
                bool Room();

                [HealthCheck]
                [Obsolete] bool Disk();
            }

            internal class Health : IHealth
            {
                bool IHealth.Room() => true;

                [Obsolete] bool IHealth.Disk() => true;
            }

            internal class Other : IHealth
            {
                bool IHealth.Room() => false;

                bool IHealth.Disk() => false;
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
