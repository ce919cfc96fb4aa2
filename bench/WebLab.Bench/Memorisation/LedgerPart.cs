using System.Diagnostics;
using WebLab.Bench.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Examples;

namespace WebLab.Bench.Memorisation;

/// <summary>What a ledger costs: time of training, room on the disk, and a page of it through the server.</summary>
internal sealed class LedgerPart : IMemorisationPart
{
    private const int Pages = 200;

    /// <summary>A network that trains quickly: of a slower one's time the ledger takes a smaller share.</summary>
    private static readonly RunSpec Spec = new()
    {
        Dataset = DatasetName.Cifar10,
        Model = ModelName.Mlp1x512,
        TrainSize = 10_000,
        TestSize = 2_000,
        Epochs = 2,
    };

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly string[] Shows = ["all", "corrupted", "clean-not-fitted", "corrupted-fitted", "forgotten"];

    public string Name => "ledger";

    public async Task Measure(MemorisationMeasure measure)
    {
        Time(measure);
        using var store = new TemporaryFolder("weblab-bench-");
        await using var lab = await BenchLab.Start(store.Path);
        var run = await Completed(lab);
        var bytes = PlayedLedger.Write(Path.Combine(store.Path, "examples"), run);
        measure.Report.Add(
            BenchFigure.AtMost(
                "memorisation.ledger-bytes",
                bytes / 1e6,
                "MB",
                60,
                Sentence.Of(
                    $"{PlayedLedger.Examples:N0} training and {PlayedLedger.TestExamples:N0} test examples x "
                        + $"{PlayedLedger.Epochs} epochs of drawn outputs, by the run's own recorders"
                )
            )
        );
        await Page(measure, lab, run);
    }

    private static void Time(MemorisationMeasure measure)
    {
        var data = RecordedTraining.Data(measure, Spec);
        // The first training loads what the others find loaded.
        Trained(measure, data, isRecorded: true);
        var rounds = measure
            .EachSeed.Select(_ => (Without: Trained(measure, data, isRecorded: false), With: Trained(measure, data, isRecorded: true)))
            .ToList();
        var recording = 100 * Percentile.Of(rounds.Select(round => round.With.Recording / round.With.Wall), 0.5);
        var how = Sentence.Of(
            $"MLP 1x512, {Spec.TrainSize:N0} training and {Spec.TestSize:N0} test images, on {measure.Device.Threads} of the machine's "
                + $"cores, with over without, alternating, median of {measure.Seeds}"
        );
        measure.Report.Add(
            BenchFigure.AtMost(
                "memorisation.ledger-time",
                Share(rounds.Select(round => round.With.Wall / round.Without.Wall)),
                "%",
                10,
                Sentence.Of($"{how}; by the recording's own clock {recording:0.0} %")
            )
        );
        // What else the machine does falls on the wall clock, and hardly on this one.
        measure.Report.Add(
            BenchFigure.AtMost(
                "memorisation.ledger-processor",
                Share(rounds.Select(round => round.With.Processor / round.Without.Processor)),
                "%",
                10,
                "the same in processor time"
            )
        );

        static double Share(IEnumerable<double> ratios) => 100 * (Percentile.Of(ratios, 0.5) - 1);
    }

    private static (TimeSpan Wall, TimeSpan Processor, TimeSpan Recording) Trained(
        MemorisationMeasure measure,
        CorruptedSet data,
        bool isRecorded
    )
    {
        using var folder = new TemporaryFolder("weblab-bench-");
        using var recording = isRecorded
            ? new ExampleRecording(folder.Path, Guid.NewGuid(), ExampleRecorders.Current.All, RecordedTraining.Fail)
            : null;
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        RecordedTraining.Run(measure, Spec, data, recording);
        return (watch.Elapsed, Process.GetCurrentProcess().TotalProcessorTime - before, recording?.Elapsed ?? TimeSpan.Zero);
    }

    /// <summary>A run that the server knows; its ledger is put in the place of what its worker recorded.</summary>
    internal static async Task<Guid> Completed(LabProcess lab)
    {
        using var client = new LabClient(lab.Address);
        var spec = new RunSpec
        {
            TrainSize = 100,
            TestSize = 100,
            BatchSize = 50,
            Epochs = 1,
        };
        var run = (await client.LaunchOne("A large ledger", spec)).Id;
        await Waiting.Until(
            async () => (await client.Find(run))!.Status == RunStatus.Completed,
            Patience,
            () => $"the end of a small run; the server said: {lab.Output}"
        );
        return run;
    }

    private static async Task Page(MemorisationMeasure measure, LabProcess lab, Guid run)
    {
        using var http = new HttpClient { BaseAddress = lab.Address };
        string[] columns = [.. LedgerColumns.ByEpoch.Concat(LedgerColumns.Summaries).Select(column => column.Name)];
        var first = await Time(http, run, columns[0], 0, measure.Cancel);
        // The columns of the last epoch are made when they are first asked for.
        for (var i = 0; i < columns.Length; i++)
            await Time(http, run, columns[i], i, measure.Cancel);
        var times = new List<double>();
        for (var i = 0; i < Pages; i++)
            times.Add(await Time(http, run, columns[i % columns.Length], i, measure.Cancel));
        measure.Report.Add(
            BenchFigure.AtMost(
                "memorisation.ledger-page",
                Percentile.Of(times, 0.95),
                "ms",
                100,
                Sentence.Of(
                    $"{Pages} pages of 50, sorted by {columns.Length} columns and filtered in {Shows.Length} ways, over HTTP, p95; p50 "
                        + $"{Percentile.Of(times, 0.5):0.0} ms, the first, which reads the file, {first:N0} ms"
                )
            )
        );
    }

    private static async Task<double> Time(HttpClient http, Guid run, string sort, int i, CancellationToken cancel)
    {
        var query = Sentence.Of(
            $"sort={sort}&descending={(i % 2 == 0 ? "true" : "false")}&show={Shows[i % Shows.Length]}&offset={i % 4 * 50}&limit=50"
        );
        var watch = Stopwatch.StartNew();
        using var answer = await http.GetAsync($"{ApiRoutes.Runs}/{run}/ledger/examples?{query}", cancel);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync(cancel);
        return watch.Elapsed.TotalMilliseconds;
    }
}
