namespace Stressed;

/// <summary>Lets a test say what each check does.</summary>
public static class Steering
{
    /// <summary>How many of the checks there are.</summary>
    public const int Count = 16;

    private static readonly Func<(bool, string?)>[] Deeds = [.. Enumerable.Repeat<Func<(bool, string?)>>(static () => (true, null), Count)];

    /// <summary>The name of the check with a number.</summary>
    public static string NameOf(int check) => $"stressed-{check:00}";

    /// <summary>Steers one check from now on.</summary>
    public static void Steer(int check, Func<(bool Passed, string? Detail)> deed) => Volatile.Write(ref Deeds[check], deed);

    internal static (bool Passed, string? Detail) Run(int check) => Volatile.Read(ref Deeds[check])();
}
