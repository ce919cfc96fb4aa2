using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Server.Experiments;
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
        var swept = Drawn(zip, "figures/test.acc-over-learning-rate.svg");
        Assert.All(["Learning rate", "0.02"], words => Assert.Contains(words, swept.Value, StringComparison.Ordinal));
        // A line and its two marks, and the key's.
        Assert.Equal((2, 3), (Paths(swept, "stroke", FigureFile.Hues[0]), Paths(swept, "fill", FigureFile.Hues[0])));
        var curves = Drawn(zip, "figures/test.acc-over-epochs.svg");
        Assert.All([0, 1], hue => Assert.Equal(2, Paths(curves, "stroke", FigureFile.Hues[hue])));
        Assert.Contains("launch.json", Text(zip, "README.txt"), StringComparison.Ordinal);
    }

    /// <summary>The style sheet's, which a file on its own has not.</summary>
    [Fact]
    public void Figures_are_drawn_in_the_colours_of_the_light_theme()
    {
        var theme = File.ReadAllText(Path.Combine(Built.Root, "wwwroot", "css", "theme.css"));
        Assert.Equal(
            FigureFile.Hues,
            Enumerable.Range(0, FigureFile.Hues.Count).Select(hue => Regex.Match(theme, $"--run-{hue}: (#[0-9a-f]{{6}});").Groups[1].Value)
        );
    }

    [Fact]
    public async Task One_that_is_not_there_is_404()
    {
        var (status, body) = await lab.Client.Get($"{ApiRoutes.Experiments}/{Guid.NewGuid()}/archive");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("There is no experiment", body, StringComparison.Ordinal);
    }

    /// <summary>A whole document that needs no style sheet.</summary>
    private static XElement Drawn(ZipArchive zip, string name)
    {
        var svg = XDocument.Parse(Text(zip, name)).Root!;
        Assert.All(svg.DescendantsAndSelf(), part => Assert.Equal("http://www.w3.org/2000/svg", part.Name.NamespaceName));
        Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName is "class" or "style");
        return svg;
    }

    private static int Paths(XElement svg, string paint, string colour) =>
        svg.Descendants().Count(part => part.Name.LocalName == "path" && (string?)part.Attribute(paint) == colour);

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
