using HealthPoint.CodeFixes.Fixes;

namespace HealthPoint.Generator.Tests.Fixes;

/// <summary>Fixes of what an attribute says.</summary>
internal static class SettingFixes
{
    public static FixCase[] Cases { get; } =
    [
        new("A check is called by its method", "HP040", typeof(DropName),
            """
            internal static class Health
            {
                [HealthCheck("a/b")]
                internal static bool Room() => true;

                [HealthCheck(name: "", TimeoutSeconds = 3)]
                internal static bool Disk() => true;
            }

            """,
            """
            internal static class Health
            {
                [HealthCheck]
                internal static bool Room() => true;

                [HealthCheck(TimeoutSeconds = 3)]
                internal static bool Disk() => true;
            }

            """),
        new("A name is mended, also that of the method", "HP040", typeof(MendName),
            """
            internal static class Health
            {
                [HealthCheck("a/b:c\t__d")]
                internal static bool Room() => true;

                [HealthCheck]
                internal static bool Free__Disk() => true;

                [HealthCheck(TimeoutSeconds = 3), HealthCheck("b")]
                internal static bool Free___Tape() => true;
            }

            """,
            """
            internal static class Health
            {
                [HealthCheck("a-b-c-_d")]
                internal static bool Room() => true;

                [HealthCheck("Health.Free_Disk")]
                internal static bool Free__Disk() => true;

                [HealthCheck("Health.Free_Tape", TimeoutSeconds = 3), HealthCheck("b")]
                internal static bool Free___Tape() => true;
            }

            """) { IsMovable = false },
        new("A name that stands twice is qualified or numbered", "HP041", typeof(QualifyName),
            """
            internal static class Disk
            {
                [HealthCheck("room")]
                internal static bool Room() => true;
            }

            internal static class Tape
            {
                [HealthCheck("Room", TimeoutSeconds = 3)]
                internal static bool Room() => true;

                [HealthCheck("room")]
                internal static bool Other() => true;

                [HealthCheck]
                internal static bool Age(TimeSpan age) => true;

                [HealthCheck]
                internal static bool Age() => true;
            }

            """,
            """
            internal static class Disk
            {
                [HealthCheck("room")]
                internal static bool Room() => true;
            }

            internal static class Tape
            {
                [HealthCheck("Room-2", TimeoutSeconds = 3)]
                internal static bool Room() => true;

                [HealthCheck("Tape.room")]
                internal static bool Other() => true;

                [HealthCheck]
                internal static bool Age(TimeSpan age) => true;

                [HealthCheck("Tape.Age-2")]
                internal static bool Age() => true;
            }

            """) { IsMovable = false },
        new("A number that means nothing goes", "HP042", typeof(RemoveSetting),
            """
            internal static class Health
            {
                [HealthCheck(TimeoutSeconds = 0)]
                internal static bool Room() => true;

                [HealthCheck("disk", TimeoutSeconds = -1, CacheSeconds = double.NaN, RefreshSeconds = 3)]
                internal static bool Disk() => true;

                [HealthCheck(
                    "tape",
                    RefreshSeconds = 3,
                    FailureThreshold = 0)]
                internal static bool Tape() => true;
            }

            """,
            """
            internal static class Health
            {
                [HealthCheck]
                internal static bool Room() => true;

                [HealthCheck("disk", RefreshSeconds = 3)]
                internal static bool Disk() => true;

                [HealthCheck(
                    "tape",
                    RefreshSeconds = 3)]
                internal static bool Tape() => true;
            }

            """),
        new("A list of tags is cleaned", "HP043", typeof(CleanTags),
            """
            internal static class Health
            {
                [HealthCheck(Tags = ["live", "", "ready", "live", HealthTags.Live, " startup "])]
                internal static bool Room() => Environment.ProcessorCount > 0;

                [HealthCheck("disk", Tags = new[] { "live", "live" }, TimeoutSeconds = 3)]
                internal static bool Disk() => Environment.ProcessorCount > 0;

                [HealthCheck(Tags = new string[] { "" })]
                internal static bool Tape() => Environment.ProcessorCount > 0;
            }

            """,
            """
            internal static class Health
            {
                [HealthCheck(Tags = ["live", "ready", "startup"])]
                internal static bool Room() => Environment.ProcessorCount > 0;

                [HealthCheck("disk", Tags = new[] { "live" }, TimeoutSeconds = 3)]
                internal static bool Disk() => Environment.ProcessorCount > 0;

                [HealthCheck]
                internal static bool Tape() => Environment.ProcessorCount > 0;
            }

            """),
    ];
}
