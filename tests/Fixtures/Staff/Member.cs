namespace Staff;

/// <summary>An object that says which one it is.</summary>
public abstract class Member
{
    /// <summary>What the test wrote on it.</summary>
    public string Mark { get; set; } = "a new one";

    internal (bool, string) Answer() => (true, Mark);
}
