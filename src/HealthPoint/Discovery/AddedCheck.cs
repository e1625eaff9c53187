namespace HealthPoint.Discovery;

/// <summary>A check added by one of the overloads of <c>AddCheck</c>.</summary>
internal abstract class AddedCheck(string name) : Check(name, "AddCheck", $"AddCheck(\"{name}\")");
