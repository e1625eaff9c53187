using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Running;

// All benchmarks, or those that `--filter` names; `--job short` is quicker. In this process: else every run would begin
// with building a project, and that from the right folder only.
var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .HideColumns(Column.Error, Column.RatioSD, Column.AllocRatio, Column.Gen0, Column.Gen1, Column.Gen2);
string[] filter = args.Contains("--filter", StringComparer.Ordinal) ? [] : ["--filter", "*"];
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. filter, "--inProcess", .. args], config);

// BenchmarkDotNet leaves a benchmark that threw out of its figures, and succeeds.
return summaries.Any(static summary => summary.HasCriticalValidationErrors || summary.Reports.Any(static report => !report.Success)) ? 1 : 0;
