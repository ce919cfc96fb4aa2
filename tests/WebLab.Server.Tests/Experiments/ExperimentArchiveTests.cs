using System.IO.Compression;
using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Experiments;

[Trait("Speed", "Slow")]
public sealed class ExperimentArchiveTests(SharedLab lab)
{
    [Fact]
    public async Task An_experiment_is_taken_away_whole_recipes_points_tables_and_figures()
    {
        var experiment = await Finished();
        var (answer, bytes) = await lab.Client.Raw(new(HttpMethod.Get, $"{ApiRoutes.Experiments}/{experiment.Summary.Id}/archive"));
        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("weblab-passwd-of-two-rates.zip", answer.Content.Headers.ContentDisposition!.FileNameStar);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        Assert.DoesNotContain(zip.Entries, entry => entry.FullName.Contains("..", StringComparison.Ordinal));

        var recipe = JsonSerializer.Deserialize<RunRequest>(Text(zip, "recipes/002-rate-2.json"), LabJson.Options)!;
        Assert.Equal(experiment.Runs[1].Spec, recipe.Spec);
        var launch = JsonSerializer.Deserialize<ExperimentRequest>(Text(zip, "launch.json"), LabJson.Options)!;
        Assert.Equal(experiment.Runs.Select(run => run.Spec), launch.Runs.Select(run => run.Spec));
        Assert.Equal((3, "local", true), (launch.Priority, launch.Place, launch.ResumesItself));
        Assert.Equal(2, JsonSerializer.Deserialize<List<RunSummary>>(Text(zip, "runs.json"), LabJson.Options)!.Count);

        // Every point, as the address of one run's points gives them.
        var (_, points) = await lab.Client.Get($"{ApiRoutes.Curves}/csv?runs={experiment.Runs[0].Id}");
        Assert.Equal(points, Text(zip, "points/001-rate-1.csv"));
        Assert.True(points.Split('\n').Length > 3);

        Assert.Equal(3, Text(zip, "tables/runs.csv").TrimEnd().Split('\n').Length);
        Assert.StartsWith("learning-rate,measure,n,mean,sd,", Text(zip, "tables/settings.csv"), StringComparison.Ordinal);
        var figure = Text(zip, "figures/test.acc-over-learning-rate.csv").TrimEnd().Split('\n');
        Assert.Equal("x,series,n,mean,sd,se,ci_low,ci_high,min,max,seeds", figure[0].TrimEnd());
        Assert.Equal(3, figure.Length);
        Assert.Contains("launch.json", Text(zip, "README.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_not_there_is_404()
    {
        var (status, body) = await lab.Client.Get($"{ApiRoutes.Experiments}/{Guid.NewGuid()}/archive");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("There is no experiment", body, StringComparison.Ordinal);
    }

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(
            (zip.GetEntry(name) ?? throw new InvalidOperationException($"{name} is not among {string.Join(", ", zip.Entries)}.")).Open()
        );
        return reader.ReadToEnd();
    }

    private async Task<Experiment> Finished()
    {
        var experiment = await lab.Client.Launch(
            new ExperimentRequest
            {
                Name = "../../passwd of two rates",
                Priority = 3,
                Place = "local",
                ResumesItself = true,
                Runs = [new("rate/1", Specs.Short with { LearningRate = 0.01 }), new("rate/2", Specs.Short with { LearningRate = 0.02 })],
            }
        );
        await using var watcher = await Watcher.Start(lab.Client);
        foreach (var run in experiment.Runs)
            await watcher.Until(run.Id, RunStatus.Completed);
        return experiment;
    }
}
