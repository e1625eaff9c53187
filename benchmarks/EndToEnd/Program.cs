using System.CommandLine;
using System.Globalization;
using HealthPoint.Benchmarks;

// What is printed does not depend on who prints it.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

var slices = new Option<int>("--slices") { Description = "slices of each contender", DefaultValueFactory = static _ => 15 };
var seconds = new Option<int>("--seconds") { Description = "length of a slice", DefaultValueFactory = static _ => 2 };
var connections = new Option<int>("--connections") { Description = "connections of wrk", DefaultValueFactory = static _ => 16 };
var processes = new Option<int>("--processes") { Description = "server processes that share the slices of a contender, one after the other", DefaultValueFactory = static _ => 3 };
var scenario = new Option<string?>("--scenario") { Description = "run this one only; a prefix stands for all that begin with it" };
var quick = new Option<bool>("--quick") { Description = "a smoke test: 2 slices of a second, 4 connections, 1 process" };
var pin = new Option<bool>("--pin") { Description = "keep wrk on the last processor and the servers off it; otherwise they share the machine" };
foreach (var option in new[] { slices, seconds, connections, processes })
{
    option.Validators.Add(static result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
        {
            result.AddError($"{result.Option.Name} must be at least 1.");
        }
    });
}

var list = new Command("list", "Lists the scenarios.");
list.SetAction(static _ =>
{
    foreach (var one in Scenarios.All)
    {
        Console.WriteLine($"{one.Name,-20}{one.Title}");
    }
});

var root = new RootCommand("Measures HealthPoint beside MapHealthChecks and a bare endpoint, and prints Markdown tables.")
{
    slices, seconds, connections, processes, scenario, quick, pin, list,
    SetupArguments.Command("serve", "Serves an application until its input ends.", Server.RunAsync),
    SetupArguments.Command("start", "Starts an application once, and prints what that cost.", Starts.OnceAsync),
    SetupArguments.Command("restart", "Starts an application again and again, and prints what that cost.", Starts.RepeatedlyAsync),
};
root.SetAction(async (parsed, cancellation) =>
{
    var effort = parsed.GetValue(quick)
        ? Effort.Quick
        : new Effort(parsed.GetValue(slices), parsed.GetValue(seconds), parsed.GetValue(connections), parsed.GetValue(processes));
    return await Suite.RunAsync(parsed.GetValue(scenario), effort, new Pinning(parsed.GetValue(pin)), Console.Out, Console.Error, cancellation);
});
return await root.Parse(args).InvokeAsync();
