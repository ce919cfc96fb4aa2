using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.LabelAudits;

/// <summary>An audit by a stored run's network, and which runs it may name.</summary>
[Trait("Speed", "Slow")]
public sealed class NetworkFeaturesApiTests(SharedLab lab)
{
    /// <summary>The audit's own data and labels stay, whatever the network was trained on.</summary>
    [Fact]
    public async Task An_audit_tells_examples_apart_by_the_network_of_a_run_that_takes_them()
    {
        await using var watcher = await Watcher.Start(lab.Client);
        var narrow = Specs.Short with { Model = "mlp", ModelFields = FieldGroup.Empty.With("width", 8.0) };
        var run = await Trained(watcher, narrow);
        var audit = await Trained(watcher, Audit($"{run.Id}"));
        Assert.Equal((60, 5), (audit.Spec.TrainSize, audit.Spec.Seed));
        var report = await lab.Client.Get<LabelAuditReport>($"{ApiRoutes.Runs}/{audit.Id}/report");
        Assert.Equal((8, true), (report.Embeddings!.Width, report.Embeddings.IsNetwork));

        var gone = Guid.NewGuid();
        Assert.Contains(
            $"analysis.auditFeatures must name a run that there is; there is no run {gone}.",
            await Refused(Audit($"{gone}")),
            StringComparison.Ordinal
        );
        Assert.Contains($"({run.Id}) has no kept checkpoint 7.", await Refused(Audit($"{run.Id}:7")), StringComparison.Ordinal);
        Assert.Contains(
            "analysis.auditFeatures must be left out beside embeddings",
            await Refused(Audit($"{run.Id}", "0123")),
            StringComparison.Ordinal
        );
        var shuffled = await Trained(watcher, narrow with { Corruption = new() { Kind = "shuffled-pixels" } });
        Assert.Contains(
            "was trained on examples that shuffled-pixels had changed",
            await Refused(Audit($"{shuffled.Id}")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "tells nothing of examples that shuffled-pixels changes",
            await Refused(Audit($"{run.Id}") with { Corruption = shuffled.Spec.Corruption }),
            StringComparison.Ordinal
        );
        var hidden = (await lab.Client.Launch(Request(narrow) with { IsPrivate = true })).Runs[0];
        await watcher.Until(hidden.Id, RunStatus.Completed);
        Assert.Contains($"({hidden.Id}) is private: ", await Refused(Audit($"{hidden.Id}")), StringComparison.Ordinal);

        static RunSpec Audit(string features, string? embeddings = null) =>
            new()
            {
                TrainSize = 60,
                TestSize = 20,
                Seed = 5,
                Analysis = new()
                {
                    Kind = LabelAuditReport.Kind,
                    Fields = FieldGroup
                        .Empty.With(LabelAuditOptions.FeaturesKey, features)
                        .With(LabelAuditOptions.EmbeddingsKey, embeddings)
                        .With("auditPermutations", 99)
                        .With("auditTraining", false)
                        .With("auditBudget", 10),
                },
            };
    }

    private static ExperimentRequest Request(RunSpec spec) => new() { Name = "a test", Runs = [new("a run", spec)] };

    private async Task<RunSummary> Trained(Watcher watcher, RunSpec spec) =>
        await watcher.Until((await lab.Client.LaunchOne(spec)).Id, RunStatus.Completed);

    private async Task<string> Refused(RunSpec spec)
    {
        var (status, body) = await lab.Client.Post(ApiRoutes.Experiments, JsonSerializer.Serialize(Request(spec), LabJson.Options));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        return body;
    }
}
