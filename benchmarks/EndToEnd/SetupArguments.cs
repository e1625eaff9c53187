using System.CommandLine;
using System.Globalization;

namespace HealthPoint.Benchmarks;

/// <summary>A <see cref="Setup"/> on the command line of the processes that this program starts.</summary>
internal static class SetupArguments
{
    private static readonly Argument<Contender> ContenderArgument = new("contender");
    private static readonly Argument<CheckKind> Kind = new("kind");
    private static readonly Argument<int> Checks = new("checks");
    private static readonly Argument<bool> IsCached = new("cached");
    private static readonly Argument<bool> HasPredicate = new("predicate");

    public static string[] Of(Setup setup) =>
    [
        setup.Contender.ToString(), setup.Kind.ToString(), setup.Checks.ToString(CultureInfo.InvariantCulture), setup.IsCached.ToString(),
        setup.HasPredicate.ToString(),
    ];

    /// <summary>A command that is told which application to build.</summary>
    public static Command Command(string name, string description, Func<Setup, CancellationToken, Task> run)
    {
        // Hidden: what they print is meant for the process that starts them.
        var command = new Command(name, description) { Hidden = true, Arguments = { ContenderArgument, Kind, Checks, IsCached, HasPredicate } };
        command.SetAction((parsed, cancellation) => run(
            new Setup(
                parsed.GetValue(ContenderArgument), parsed.GetValue(Kind), parsed.GetValue(Checks), parsed.GetValue(IsCached), parsed.GetValue(HasPredicate)),
            cancellation));
        return command;
    }
}
