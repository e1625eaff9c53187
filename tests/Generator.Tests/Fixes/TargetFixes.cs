using HealthPoint.CodeFixes.Fixes;

namespace HealthPoint.Generator.Tests.Fixes;

/// <summary>Fixes of what may bear an attribute.</summary>
internal static class TargetFixes
{
    public static FixCase[] Cases { get; } =
    [
        new("An attribute goes from what is no method", "HP001", typeof(RemoveHealthAttribute),
            """
            internal class Health
            {
                // A line of its own.
                [HealthCheck("a"), HealthCheck("b")]
                // And a comment below.
                public static bool operator !(Health health) => true;

                internal static bool Ok { [HealthCheck("c")] get => true; }

                [Obsolete, HealthCheck("d")]
                public static explicit operator bool(Health health) => true;

                [HealthCheck("e"), Obsolete] [HealthCheck("f")]
                [return: System.Diagnostics.CodeAnalysis.NotNull] [HealthCheck("g")] // Why
                public static implicit operator string(Health health) => "";

                [HealthCheck("h")] [HealthCheck("i")]
                public static Health operator ~(Health health) => health;

                [HealthCheck("j")] [HealthStat("k")] ~Health() { }
            }

            """,
            """
            internal class Health
            {
                // A line of its own.
                // And a comment below.
                public static bool operator !(Health health) => true;

                internal static bool Ok { get => true; }

                [Obsolete]
                public static explicit operator bool(Health health) => true;

                [Obsolete]
                [return: System.Diagnostics.CodeAnalysis.NotNull] // Why
                public static implicit operator string(Health health) => "";

                public static Health operator ~(Health health) => health;

                ~Health() { }
            }

            """),
        new("Hidden methods and types are opened", "HP005", typeof(MakeInternal),
            """
            internal class Outer
            {
                [HealthCheck]
                private static bool A() => true;

                /// <summary>No modifier.</summary>
                [HealthCheck]
                static async Task B() => await Task.Yield();

                [HealthCheck] protected bool C() => true;

                [HealthCheck]
                private protected static bool D() => true;

                // Nested.
                private static class Health
                {
                    class Inner
                    {
                        [HealthCheck]
                        bool E(Inner self) => true;
                    }
                }
            }

            """,
            """
            internal class Outer
            {
                [HealthCheck]
                internal static bool A() => true;

                /// <summary>No modifier.</summary>
                [HealthCheck]
                internal static async Task B() => await Task.Yield();

                [HealthCheck] protected internal bool C() => true;

                [HealthCheck]
                internal static bool D() => true;

                // Nested.
                internal static class Health
                {
                    internal class Inner
                    {
                        [HealthCheck]
                        internal bool E(Inner self) => true;
                    }
                }
            }

            """),
        new("The parts of a partial method are opened together", "HP005", typeof(MakeInternal),
            """
            internal static partial class Health
            {
                [HealthCheck]
                private static partial bool Room();

                private static partial bool Room() => true;
            }

            """,
            """
            internal static partial class Health
            {
                [HealthCheck]
                internal static partial bool Room();

                internal static partial bool Room() => true;
            }

            """),
        new("A method of a struct that needs no instance becomes static", "HP007", typeof(MakeStatic),
            """
            internal struct Health
            {
                private int _size;

                [HealthCheck]
                internal readonly async Task<bool> Room()
                {
                    await Task.Yield();
                    return Local(nameof(Room)) && new Health { _size = 3 }._size == 3;

                    static bool Local(string name) => name.Length > 0;
                }

                [HealthCheck]
                public bool Disk() => true;

                internal bool Call() => this.Disk() && Disk();
            }

            """,
            """
            internal struct Health
            {
                private int _size;

                [HealthCheck]
                internal static async Task<bool> Room()
                {
                    await Task.Yield();
                    return Local(nameof(Room)) && new Health { _size = 3 }._size == 3;

                    static bool Local(string name) => name.Length > 0;
                }

                [HealthCheck]
                public static bool Disk() => true;

                internal bool Call() => Disk() && Disk();
            }

            """),
        new("A method of a class that needs no instance becomes static", "HP054", typeof(MakeStatic),
            """
            internal class Health
            {
                [HealthCheck]
                internal bool Room() => Environment.ProcessorCount > 0;
            }

            """,
            """
            internal class Health
            {
                [HealthCheck]
                internal static bool Room() => Environment.ProcessorCount > 0;
            }

            """),
        new("A check is not repeated by an override", "HP012", typeof(RemoveHealthAttribute),
            """
            internal abstract class Base
            {
                [HealthCheck("base")]
                internal virtual bool Room() => Environment.ProcessorCount > 0;
            }

            internal class Health : Base
            {
                [HealthCheck("own")]
                internal override bool Room() => Environment.ProcessorCount > 1;
            }

            """,
            """
            internal abstract class Base
            {
                [HealthCheck("base")]
                internal virtual bool Room() => Environment.ProcessorCount > 0;
            }

            internal class Health : Base
            {
                internal override bool Room() => Environment.ProcessorCount > 1;
            }

            """),
        new("An obsolete check is none any more", "HP050", typeof(RemoveHealthAttribute),
            """
            internal static class Health
            {
                [HealthCheck]
                [Obsolete("soon")]
                internal static bool Room() => Environment.ProcessorCount > 0;
            }

            """,
            """
            internal static class Health
            {
                [Obsolete("soon")]
                internal static bool Room() => Environment.ProcessorCount > 0;
            }

            """),
    ];
}
