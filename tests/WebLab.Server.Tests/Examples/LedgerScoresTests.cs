using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Scores;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;
using WebLab.Data.Examples;
using WebLab.Server.Accounts;
using WebLab.Server.Examples;
using WebLab.Server.Experiments;
using WebLab.Server.Runs;
using WebLab.Server.Tests.Storage;

namespace WebLab.Server.Tests.Examples;

/// <summary>Which scores of examples stand in whose ledgers.</summary>
public sealed class LedgerScoresTests : IDisposable
{
    private const string Name = "example-scores.memorisation";
    private static readonly byte[] True = [0, 1, 2, 0],
        Given = [0, 2, 2, 0],
        Others = [1, 1, 2, 0];

    private readonly TemporaryStore _store = new();
    private readonly RunStore _runs;
    private readonly LedgerScores _scores;
    private readonly ExampleLedger _ledger;

    public LedgerScoresTests()
    {
        _runs = new(_store.Database);
        _scores = new(_store.Folder);
        _ledger = Ledger();
    }

    private static RunSummary Run { get; } = Summary(new() { TrainSize = 4 });

    [Fact]
    public async Task A_score_of_the_runs_own_labels_comes_before_one_of_the_true_ones_and_more_networks_before_fewer()
    {
        await Add(Report(True, 500, [0.1f, 0.1f, 0.1f, 0.1f]));
        Assert.Contains("with the true labels, not this run's", Column()!.Help, StringComparison.Ordinal);
        await Add(Report(Given, 100, [0.2f, 0.9f, float.NaN, 0.3f]));
        await Add(Report(Given, 20, [0.4f, 0.4f, 0.4f, 0.4f]));
        Assert.Equal("Memorisation, 100 networks", Column()!.Title);
        Assert.EndsWith("From an experiment: the first 4 examples, with this run's labels.", Column()!.Help, StringComparison.Ordinal);
        Assert.Equal([0.2f, 0.9f, float.NaN, 0.3f], Added().Values(Name)!);
        Assert.Equal([1, 3, 0, 2], new LedgerQuery { Sort = Name, Descending = true }.Of(Added()));
        Assert.Equal([0.01f, 0.01f, 0.01f, 0.01f], Added().Values($"{Name}-error")!);
        Assert.Equal([float.NaN, 0.4f, float.NaN, float.NaN], Added().Values("example-scores.influence")!);
        Assert.Contains(LedgerTable.OfExamples(Added()).Columns, column => column.Name == Name && column.MayLack);
    }

    [Fact]
    public async Task A_score_of_fewer_examples_leaves_the_others_without_a_value()
    {
        await Add(Report(Given[..3], 100, [0.2f, 0.9f, 0.5f]));
        Assert.Equal([0.2f, 0.9f, 0.5f, float.NaN], Added().Values(Name)!);
        Assert.EndsWith(
            "the first 3 examples, with this run's labels; the others have no value.",
            Column()!.Help,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Scores_of_other_labels_of_another_set_or_that_are_not_done_are_none()
    {
        float[] values = [1, 1, 1, 1];
        await Add(Report(Others, 100, values));
        await Add(Report(Given, 100, values) with { TrueLabels = Others });
        await Add(Report(Given, 100, values), run => run with { Status = RunStatus.Cancelled });
        await Add(Report(Given, 100, values), run => run with { Spec = run.Spec with { Dataset = DatasetName.Mnist } });
        await Add(Report(Given, 100, values), run => run with { Spec = run.Spec with { DatasetHash = new('a', 64) } });
        foreach (var kind in new[] { "label-audit", "of-a-library-that-is-gone" })
            await Add(Report(Given, 100, values), run => run with { Spec = run.Spec with { Analysis = new() { Kind = kind } } });
        var broken = await Add(Report(Given, 100, values));
        File.WriteAllText(Path.Combine(_store.Folder.Analyses, AnalysisReports.NameOf(broken.Id)), "{\"method\":");
        Assert.Same(_ledger, Added());
    }

    [Fact]
    public async Task A_private_score_is_a_column_for_those_alone_who_may_see_it()
    {
        var owner = new Caller(Guid.NewGuid(), "Ada", Role.Member);
        await Add(Report(Given, 100, [1, 1, 1, 1]), run => run with { IsPrivate = true, OwnerId = owner.Id });
        Assert.NotNull(Column(owner));
        Assert.Null(Column(new Caller(Guid.NewGuid(), "Eve", Role.Member)));
        Assert.Null(_ledger.Values(Name));
    }

    public void Dispose() => _store.Dispose();

    private ExampleLedger Added(Caller? caller = null) => _scores.AddTo(_ledger, Run, new(_runs, caller ?? Caller.Owner));

    private LedgerColumn? Column(Caller? caller = null) => Added(caller).Columns.FirstOrDefault(column => column.Name == Name);

    private static ExampleScoresReport Report(byte[] labels, int networks, float[] values) =>
        new()
        {
            Title = "a set",
            Method = ScoreMethod.Memorisation,
            Networks = networks,
            Trained = networks,
            Epochs = 1,
            LearningRate = 0.1,
            Scores = values,
            Errors = [.. values.Select(_ => 0.01f)],
            GivenLabels = labels,
            TrueLabels = True[..labels.Length],
            Pairs = [new(1, 7, 0, 0.4, 0.1), new(1, 8, 0, 0.3, 0.1)],
        };

    private async Task<RunSummary> Add(ExampleScoresReport report, Func<RunSummary, RunSummary>? change = null)
    {
        var analysis = Summary(new() { TrainSize = 4, Analysis = new() { Kind = ExampleScoresReport.Kind } });
        analysis = change?.Invoke(analysis) ?? analysis;
        var experiment = new ExperimentSummary
        {
            Id = analysis.ExperimentId,
            Name = analysis.ExperimentName,
            Description = "",
            CreatedAt = analysis.CreatedAt,
            IsPrivate = analysis.IsPrivate,
            OwnerId = analysis.OwnerId,
        };
        await new ExperimentStore(_store.Database, _runs, _store.Curves, _store.Folder).Add(experiment, [analysis]);
        await File.WriteAllBytesAsync(
            Path.Combine(_store.Folder.Analyses, AnalysisReports.NameOf(analysis.Id)),
            JsonSerializer.SerializeToUtf8Bytes(report, LabJson.Options)
        );
        return analysis;
    }

    private static RunSummary Summary(RunSpec spec) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            ExperimentId = Guid.CreateVersion7(),
            ExperimentName = "an experiment",
            Index = 0,
            Name = "a run",
            Spec = spec,
            Status = RunStatus.Completed,
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };

    private ExampleLedger Ledger()
    {
        var recorder = new LedgerRecorder();
        var path = Path.Combine(_store.Folder.Examples, ExampleFile.NameOf(Run.Id, recorder.Name));
        var header = new ExampleHeader(recorder.Name, recorder.Columns, Given.Length, 3, new('a', 64), [])
        {
            GivenLabels = Given,
            TrueLabels = True,
        };
        using (var writer = ExampleFileWriter.Open(path, header, 1))
            writer.Add(1, 10, recorder, new([0, 2, 2, 0], Given, True, new bool[4], () => new float[4, 3], [0, 1, 2, 0]));
        return ExampleLedger.Open(ExampleFile.OpenWhole(path), [], _ => null)!;
    }
}
