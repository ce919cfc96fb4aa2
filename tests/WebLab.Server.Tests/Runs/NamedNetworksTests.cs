using System.Net;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Measures;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Saliency;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Runs;

/// <summary>An analysis of stored runs, and a training that starts from one: which they may name, and what their worker then
/// has.</summary>
[Trait("Speed", "Slow")]
public sealed class NamedNetworksTests(SharedLab lab)
{
    [Fact]
    public async Task The_worker_has_the_networks_of_the_runs_that_an_analysis_names()
    {
        await using var watcher = await Watcher.Start(lab.Client);
        var one = await Trained(watcher, Specs.Short);
        // Other examples and labels than the first's.
        var other = await Trained(
            watcher,
            Specs.Short with
            {
                TrainSize = 60,
                Corruption = new() { Kind = CorruptionKind.RandomLabels },
            }
        );
        var kept = Assert.Single(await lab.Client.Get<IReadOnlyList<KeptCheckpoint>>($"{ApiRoutes.Runs}/{one.Id}/checkpoints"));
        Assert.True(kept.IsFinal);

        var launched = await lab.Client.LaunchOne(Measures(new RunReference(one.Id, kept.Sequence), new(other.Id)));
        await watcher.Until(launched.Id, RunStatus.Completed);

        Assert.Equal((one.Spec.TrainSize, one.Spec.Seed), (launched.Spec.TrainSize, launched.Spec.Seed));
        var report = await lab.Client.Get<MeasuresReport>($"{ApiRoutes.Runs}/{launched.Id}/report");
        Assert.Equal([one.Id, other.Id], report.Runs.Select(run => run.RunId));
        foreach (var (measured, run) in report.Runs.Zip([one, other]))
        {
            // The very network: it predicts what the run's last evaluation counted.
            Assert.Equal(run.Result!.TrainAccuracy, measured.TrainAccuracy, 1e-9);
            Assert.Equal(run.Result.TestAccuracy, measured.TestAccuracy, 1e-9);
            Assert.Equal((run.Result.Epochs, run.Spec.TrainSize), (measured.Epoch, measured.Examples));
            Assert.Equal(report.Measures.Select(measure => measure.Id), measured.Results.Select(result => result.Measure));
        }
    }

    /// <summary>A run that goes on from another has the other's network as one of its epochs.</summary>
    [Fact]
    public async Task Maps_of_the_same_images_are_drawn_over_the_epochs_whose_networks_are_kept()
    {
        await using var watcher = await Watcher.Start(lab.Client);
        var one = await Trained(watcher, Specs.Short);
        var (_, answer) = await lab.Client.Send(HttpMethod.Post, $"{ApiRoutes.Runs}/{one.Id}/more-epochs", """{"epochs":9}""");
        var more = System.Text.Json.JsonSerializer.Deserialize<RunSummary>(answer, LabJson.Options)!;
        more = await watcher.Until(more.Id, RunStatus.Completed);
        var launched = await lab.Client.LaunchOne(
            Specs.Short with
            {
                Analysis = new()
                {
                    Kind = "saliency-maps",
                    Fields = FieldGroup
                        .Empty.With("runs", RunReference.Write([new(one.Id), new(more.Id)]))
                        .With("mapImages", 1)
                        .With("mapOutput", "true-label"),
                },
            }
        );
        await watcher.Until(launched.Id, RunStatus.Completed);
        var report = await lab.Client.Get<SaliencyMapsReport>($"{ApiRoutes.Runs}/{launched.Id}/report");
        Assert.Equal([(one.Id, 4), (more.Id, 9)], report.Networks.Select(network => (network.RunId, network.Epoch)));
        Assert.Equal(
            [one.Result!.TestAccuracy, more.Result!.TestAccuracy],
            report.Networks.Select(network => network.TestAccuracy),
            (expected, found) => Math.Abs(expected - found) < 1e-9
        );
    }

    [Fact]
    public async Task A_run_whose_recipe_keeps_networks_is_measured_over_its_own_epochs()
    {
        await using var watcher = await Watcher.Start(lab.Client);
        var run = await Trained(watcher, Specs.Short with { KeptNetworks = 2 });
        var kept = await lab.Client.Get<IReadOnlyList<KeptCheckpoint>>($"{ApiRoutes.Runs}/{run.Id}/checkpoints");
        Assert.Equal([(true, null), (false, 2), (false, 1)], kept.Select(each => (each.IsFinal, each.Epoch)));

        var launched = await lab.Client.LaunchOne(Measures(new(run.Id, kept[2].Sequence), new(run.Id, kept[1].Sequence), new(run.Id)));
        await watcher.Until(launched.Id, RunStatus.Completed);
        var report = await lab.Client.Get<MeasuresReport>($"{ApiRoutes.Runs}/{launched.Id}/report");
        Assert.Equal([1, 2, 4], report.Runs.Select(measured => measured.Epoch));
        Assert.Single(report.Runs.Select(measured => measured.Training).Distinct());
        Assert.Contains(
            "keptNetworks must be a number of networks that there is room for; with 100 the run would keep",
            await Refused(
                Specs.Short with
                {
                    Model = "mlp",
                    ModelFields = FieldGroup.Empty.With("width", 8192.0).With("depth", 3.0),
                    Epochs = 1_000,
                    KeptNetworks = 100,
                }
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_training_starts_from_the_network_of_the_run_that_it_names()
    {
        await using var watcher = await Watcher.Start(lab.Client);
        var first = await Trained(
            watcher,
            Specs.Short with
            {
                Corruption = new() { Kind = CorruptionKind.RandomLabels },
                Epochs = 20,
            }
        );
        var still = first.Spec with { LearningRate = 1e-7, Momentum = 0, Epochs = 1 };
        var scratch = await Trained(watcher, still);
        var from = await Trained(watcher, still with { StartFrom = $"{first.Id}" });
        Assert.Equal(first.Result!.TrainAccuracy, from.Result!.TrainAccuracy);
        Assert.NotEqual(scratch.Result!.TrainAccuracy, from.Result.TrainAccuracy);
        var narrow = Specs.Short with { Model = "mlp", ModelFields = FieldGroup.Empty.With("width", 8.0) };
        var eight = await Trained(watcher, narrow);
        await Trained(watcher, narrow with { StartFrom = $"{eight.Id}" });
        // Labels and examples may be others.
        await Trained(watcher, Specs.Short with { StartFrom = $"{first.Id}", TrainSize = 60 });

        Assert.Contains(
            $"({first.Id}) trained linear on generated, whose weights are none of mlp width 8 on generated.",
            await Refused(narrow with { StartFrom = $"{first.Id}" }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"startFrom must name a run that there is; there is no run {Guid.Empty}.",
            await Refused(Specs.Short with { StartFrom = $"{Guid.Empty}" }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Runs_without_a_network_are_refused_with_a_sentence_that_names_them()
    {
        await using var watcher = await Watcher.Start(lab.Client);
        var kernel = await Trained(
            watcher,
            new()
            {
                TrainSize = 40,
                TestSize = 20,
                Model = ModelName.LinearKernel,
            }
        );
        var gone = Guid.NewGuid();

        Assert.Contains($"there is no run {gone}.", await Refused(Measures(new RunReference(gone))), StringComparison.Ordinal);
        Assert.Contains(
            $"({kernel.Id}) is of the kind kernel-solve, which trains no network.",
            await Refused(Measures(new RunReference(kernel.Id))),
            StringComparison.Ordinal
        );
        var run = await Trained(watcher, Specs.Short);
        Assert.Contains(
            $"({run.Id}) has no kept checkpoint 7.",
            await Refused(Measures(new RunReference(run.Id, 7))),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "analysis.runs must be 1 to 64 ids of runs with commas between them, each once; it was horoscope.",
            await Refused(
                Specs.Short with
                {
                    Analysis = new() { Kind = "measures", Fields = FieldGroup.Empty.With("runs", "horoscope") },
                }
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_a_private_run_taught_is_not_shown_by_an_analysis_that_all_see()
    {
        await using var watcher = await Watcher.Start(lab.Client);
        var hidden = (await lab.Client.Launch(Request(Specs.Short) with { IsPrivate = true })).Runs[0];
        await watcher.Until(hidden.Id, RunStatus.Completed);

        Assert.Contains($"({hidden.Id}) is private: ", await Refused(Measures(new RunReference(hidden.Id))), StringComparison.Ordinal);
        Assert.Contains(
            $"({hidden.Id}) is private: launch this one with isPrivate, ",
            await Refused(Specs.Short with { StartFrom = $"{hidden.Id}" }),
            StringComparison.Ordinal
        );

        var analysis = (await lab.Client.Launch(Request(Measures(new RunReference(hidden.Id))) with { IsPrivate = true })).Runs[0];
        await watcher.Until(analysis.Id, RunStatus.Completed);
    }

    [Fact]
    public async Task A_run_that_is_deleted_while_an_analysis_waits_for_it_is_one_sentence()
    {
        await using var watcher = await Watcher.Start(lab.Client);
        var run = await Trained(watcher, Specs.Short);
        var emptied = await Trained(watcher, Specs.Short with { Seed = 2 });
        var before = await lab.Client.LaunchOne(Specs.Endless);
        await watcher.Until(before.Id, RunStatus.Running);
        var first = await lab.Client.LaunchOne(Measures(new RunReference(run.Id)));
        var second = await lab.Client.LaunchOne(Measures(new RunReference(emptied.Id)));
        var third = await lab.Client.LaunchOne(Specs.Short with { StartFrom = $"{run.Id}" });

        Assert.Equal(HttpStatusCode.NoContent, (await lab.Client.Delete(run.Id)).Status);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(lab.Server.Store, "checkpoints"), $"{emptied.Id:N}.*"))
            File.Delete(file);
        await lab.Client.Cancel(before.Id);

        Assert.Equal(
            $"Run {run.Id}, which the analysis looks into, was deleted before the analysis began.",
            (await watcher.Until(first.Id, RunStatus.Failed)).StatusDetail
        );
        Assert.Equal(
            $"Run {run.Id}, which this one starts from, was deleted before it began.",
            (await watcher.Until(third.Id, RunStatus.Failed)).StatusDetail
        );
        Assert.StartsWith(
            $"Run {emptied.Name} ({emptied.Id}), which the analysis looks into, has no kept checkpoint: ",
            (await watcher.Until(second.Id, RunStatus.Failed)).StatusDetail!,
            StringComparison.Ordinal
        );
    }

    private static RunSpec Measures(params IReadOnlyList<RunReference> runs) =>
        new()
        {
            Analysis = new() { Kind = "measures", Fields = FieldGroup.Empty.With("runs", RunReference.Write(runs)) },
        };

    private static ExperimentRequest Request(RunSpec spec) => new() { Name = "a test", Runs = [new("a run", spec)] };

    private async Task<RunSummary> Trained(Watcher watcher, RunSpec spec) =>
        await watcher.Until((await lab.Client.LaunchOne(spec)).Id, RunStatus.Completed);

    private async Task<string> Refused(RunSpec spec)
    {
        var (status, body) = await lab.Client.Post(
            ApiRoutes.Experiments,
            System.Text.Json.JsonSerializer.Serialize(Request(spec), LabJson.Options)
        );
        Assert.Equal(HttpStatusCode.BadRequest, status);
        return body;
    }
}
