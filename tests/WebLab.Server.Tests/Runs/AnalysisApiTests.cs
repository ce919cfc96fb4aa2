using System.Net;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Runs;

/// <summary>A job that is no training, through the same doors: launch, queue, progress, cancel, lists, deletion.</summary>
[Trait("Speed", "Slow")]
public sealed class AnalysisApiTests(SharedLab lab)
{
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(15);

    private static RunSpec Audit { get; } =
        new()
        {
            TrainSize = 100,
            Analysis = new() { Kind = "label-audit", Fields = FieldGroup.Empty.With("auditPermutations", 999).With("auditBudget", 10) },
        };

    /// <summary>Permutes for longer than a test waits.</summary>
    internal static RunSpec LongAudit { get; } =
        Audit with
        {
            TrainSize = 5_000,
            Analysis = Audit.Analysis! with { Fields = FieldGroup.Empty.With("auditPermutations", 99_999) },
        };

    [Fact]
    public async Task An_audit_goes_the_way_of_every_run_and_leaves_its_report()
    {
        await using var watcher = await Watcher.Start(lab.Client);
        var launched = await lab.Client.LaunchOne(Audit);

        var run = await watcher.Until(launched.Id, RunStatus.Completed);

        Assert.Equal(Audit, run.Spec);
        Assert.Null(run.Result);
        Assert.NotNull(run.StartedAt);
        var report = await lab.Client.Get<LabelAuditReport>($"{ApiRoutes.Runs}/{run.Id}/report");
        Assert.Equal((2_100, 2_000), (report.Examples, report.TestExamples));
        Assert.True(report.HasAssociation);
        Assert.Equal(Enum.GetValues<LabelAuditQuestion>(), report.Answers.Select(answer => answer.Question));
        Assert.Contains(
            "<h1>Label audit: Generated shapes</h1>",
            (await lab.Client.Get($"{ApiRoutes.Runs}/{run.Id}/report.html")).Body,
            StringComparison.Ordinal
        );
        Assert.StartsWith("record,", (await lab.Client.Get($"{ApiRoutes.Runs}/{run.Id}/report.csv")).Body, StringComparison.Ordinal);
        Assert.Equal(0, (await lab.Client.Curve(run.Id)).LastSequence);
    }

    [Fact]
    public async Task An_audit_by_networks_on_folds_says_what_it_was_scored_by()
    {
        await using var watcher = await Watcher.Start(lab.Client);
        var fields = Audit.Analysis!.Fields.With("auditTraining", false).With("auditNetwork", ModelName.Linear);
        var launched = await lab.Client.LaunchOne(
            Audit with
            {
                TestSize = 20,
                Analysis = Audit.Analysis! with { Fields = fields.With("auditFolds", 2).With("auditFoldEpochs", 2) },
            }
        );
        var run = await watcher.Until(launched.Id, RunStatus.Completed);
        var report = await lab.Client.Get<LabelAuditReport>($"{ApiRoutes.Runs}/{run.Id}/report");
        Assert.StartsWith("2 networks linear, each trained for 2 epochs", report.ScoredBy, StringComparison.Ordinal);
        Assert.Equal((120, 20), (report.Examples, report.TestExamples));
    }

    [Fact]
    public async Task Lists_find_it_by_its_job_and_show_nothing_of_a_training()
    {
        await using var watcher = await Watcher.Start(lab.Client);
        var run = await lab.Client.LaunchOne(Audit);
        await watcher.Until(run.Id, RunStatus.Completed);

        var filter = Uri.EscapeDataString($"job = label-audit and id = {run.Id}");
        var row = Assert.Single(
            (
                await lab.Client.Get<Page<RunRow>>(
                    $"{ApiRoutes.Runs}/rows?fields=job,dataset,epochs,epoch,speed,test.acc,fit.epochs,parameters&filter={filter}"
                )
            ).Items
        );

        Assert.Equal(["label-audit", "generated", null, null, null, null, null, null], row.Cells);
        Assert.Empty((await lab.Client.Runs($"?filter={Uri.EscapeDataString($"job = training and id = {run.Id}")}")).Items);
    }

    [Theory]
    [InlineData(
        """{"kind":"horoscope"}""",
        "analysis.kind must be one of data-randomisation, example-scores, label-audit, measures, saliency-maps; it was horoscope."
    )]
    [InlineData(
        """{"kind":"label-audit","auditPermutations":5}""",
        "analysis.auditPermutations must be a whole number from 99 to 99,999; it was 5."
    )]
    [InlineData(
        """{"kind":"label-audit","auditNetwork":"linear-kernel"}""",
        "analysis.auditNetwork must be one of none, small-inception, "
    )]
    [InlineData(
        """{"kind":"label-audit","auditNetwork":"linear","auditFoldEpochs":0}""",
        "analysis.auditFoldEpochs must be a whole number from 1 to 1,000; it was 0."
    )]
    [InlineData("""{"kind":"label-audit","epochs":5}""", "analysis.epochs must be left out for label-audit, whose own fields are ")]
    [InlineData(
        "{}",
        "analysis.kind must be one of data-randomisation, example-scores, label-audit, measures, saliency-maps; it was empty."
    )]
    public async Task What_an_analysis_is_not_asked_is_refused_with_a_sentence(string analysis, string sentence)
    {
        var (status, body) = await lab.Client.Post(
            ApiRoutes.Experiments,
            """{"name":"a test","runs":[{"name":"a run","spec":{"analysis":""" + analysis + "}}]}"
        );
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(sentence, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_a_report_says_so()
    {
        await using var watcher = await Watcher.Start(lab.Client);
        var run = await lab.Client.LaunchOne(Specs.Short);
        var (status, body) = await lab.Client.Get($"{ApiRoutes.Runs}/{run.Id}/report");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("has no report: it is no analysis.", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.Client.Get($"{ApiRoutes.Runs}/{Guid.NewGuid()}/report")).Status);
        await watcher.Until(run.Id, RunStatus.Completed);
    }

    [Fact]
    public async Task Cancel_ends_an_audit_at_work_and_deletion_takes_its_report()
    {
        await using var watcher = await Watcher.Start(lab.Client);
        var run = await lab.Client.LaunchOne(LongAudit);
        var running = await watcher.Until(run.Id, RunStatus.Running);
        Assert.False(string.IsNullOrEmpty(running.Progress?.Doing));

        Assert.Equal(HttpStatusCode.Conflict, (await lab.Client.Act(run.Id, "pause")).Status);
        await lab.Client.Cancel(run.Id);
        await watcher.Until(run.Id, RunStatus.Cancelled, Prompt);

        var report = Path.Combine(lab.Server.Store, "analyses", AnalysisReports.NameOf(run.Id));
        Assert.True(File.Exists(report));
        Assert.Equal(HttpStatusCode.NoContent, (await lab.Client.Delete(run.Id)).Status);
        Assert.False(File.Exists(report));
    }
}
