namespace HealthPoint.Generators.Parsing;

internal enum MemberKind
{
    Check,
    Stat,
}

internal static class MemberKindExtensions
{
    extension(MemberKind kind)
    {
        public string AttributeName => kind is MemberKind.Check ? "HealthCheckAttribute" : "HealthStatAttribute";

        public string Noun => kind is MemberKind.Check ? "health check" : "health stat";
    }
}
