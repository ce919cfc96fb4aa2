using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;
using WebLab.Science.Runs;
using WebLab.Server.Curves;
using WebLab.Server.Problems;
using WebLab.Server.Runs;

namespace WebLab.Server.Experiments;

/// <summary>An experiment as one zip file that says what it is without this lab: recipes, every stored point, tables and figures with their
/// data. It is written as it is sent, and never whole in memory or on disk.</summary>
public static class ExperimentArchive
{
    private const int MaxNameLength = 60;

    private const string ReadMe = """
        launch.json     what POST /api/experiments takes to launch all of it again; a lab without its place takes it without "place"
        runs.json       every run with its recipe, facts and results, as GET /api/experiments/ID gives it
        recipes/        one file a run: its name and its recipe (spec)
        points/         one file a run: every stored point: run, name, metric, step, epoch, time (UTC), value
        tables/runs.csv      one line a run: every field of the table of runs
        tables/settings.csv  one line a setting and measure, over seeds: n, mean, sd, se, ci_low, ci_high, min, max
        figures/        a sweep's figures, a pair a measure and swept field: drawn (svg) and as data (csv): x, series, n, mean, sd, se,
                        ci_low, ci_high, min, max; and each measure over epochs (svg), whose data is in points/. One that would have
                        more than 48 lines is not drawn.

        Fractions are fractions (0.42 is 42 %). sd is the sample standard deviation, se = sd / sqrt(n), ci the 95 % confidence
        interval of the mean by Student's t. Means are over completed runs that are not archived, the newest of each seed.
        """;

    public static void Map(RouteGroupBuilder experiments) =>
        experiments
            .MapGet("/{id:guid}/archive", Get)
            .ProducesProblem(404)
            .Produces(200, contentType: "application/zip")
            .WithSummary("An experiment as one zip file: recipes as JSON, every point and tables as CSV, figures as SVG and CSV.");

    private static Results<PushStreamHttpResult, ProblemHttpResult> Get(
        Guid id,
        VisibleExperiments experiments,
        VisibleRuns visible,
        CurveStore curves,
        ILoggerFactory loggers,
        HttpContext context
    )
    {
        if (experiments.Find(id) is not { } experiment)
            return Problem.NotFound("experiment", id);
        var runs = visible.Of(id).OrderBy(run => run.Index).ToList();
        // The framework ends an entry, some 20 bytes, without waiting; all else goes out asynchronously.
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return TypedResults.Stream(
            body => Write(body, experiment, runs, curves, new FigureFile(context.RequestServices, loggers)),
            "application/zip",
            $"weblab-{FileName(experiment.Name, "experiment")}.zip"
        );
    }

    private static async Task Write(
        Stream body,
        ExperimentSummary experiment,
        List<RunSummary> runs,
        CurveStore curves,
        FigureFile drawing
    )
    {
        await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null);
        await Text(zip, "README.txt", $"{experiment.Name}, {experiment.Id}\n\n{ReadMe}\n");
        await Json(
            zip,
            "launch.json",
            LaunchTerms
                .Of(experiment, runs)
                .Request(experiment.Name, [.. runs.Select(run => new RunRequest(run.Name, run.Spec))], experiment.Axes)
        );
        await Json(zip, "runs.json", runs);
        foreach (var run in runs)
        {
            var name = $"{run.Index + 1:000}-{FileName(run.Name, "run")}";
            await Json(zip, $"recipes/{name}.json", new RunRequest(run.Name, run.Spec));
            await using var points = await Entry(zip, $"points/{name}.csv");
            await Csv.Write(points, CurveCsv.Lines([run], curves, metrics: null));
        }
        await Table(
            zip,
            "tables/runs.csv",
            runs.Select(run =>
                    Csv.Line(RunFields.All.Select(field => field is NumberRunField number ? number.Value(run) : (object?)field.Read(run)))
                )
                .Prepend(Csv.Line(RunFields.All.Select(field => field.Name)))
        );
        if (runs.Count > 0)
            await Tables(zip, new(runs), curves, drawing);
    }

    private static async Task Tables(ZipArchive zip, SweptRuns runs, CurveStore curves, FigureFile drawing)
    {
        await Table(zip, "tables/settings.csv", SweepCsv.Settings(runs));
        foreach (var (metric, figure) in ExperimentFigures.OverEpochs(runs, curves))
            await Text(zip, $"figures/{metric.Name}-over-epochs.svg", await drawing.Draw(figure));
        foreach (var field in runs.Fields)
        {
            foreach (var measure in RunFields.Measures)
            {
                var lines = SweepCsv.Lines(runs, field, measure).ToList();
                if (lines.Count == 1)
                    continue;
                var name = $"figures/{measure.Name}-over-{field.Name}";
                await Table(zip, $"{name}.csv", lines);
                if (ExperimentFigures.Swept(runs, field, measure) is { } figure)
                    await Text(zip, $"{name}.svg", await drawing.Draw(figure));
            }
        }
    }

    private static async Task Json<T>(ZipArchive zip, string name, T value)
    {
        await using var entry = await Entry(zip, name);
        await JsonSerializer.SerializeAsync(entry, value, Indented);
    }

    private static async Task Table(ZipArchive zip, string name, IEnumerable<string> lines)
    {
        await using var entry = await Entry(zip, name);
        await Csv.Write(entry, lines);
    }

    private static async Task Text(ZipArchive zip, string name, string text)
    {
        await using var entry = await Entry(zip, name);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    private static Task<Stream> Entry(ZipArchive zip, string name) => zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync();

    private static JsonSerializerOptions Indented { get; } = new(LabJson.Options) { WriteIndented = true };

    /// <summary>Letters, digits and dashes: a name of a person's own is no path.</summary>
    private static string FileName(string name, string otherwise)
    {
        var words = string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c == '.' ? c : ' '))
            .Split([' ', '.'], StringSplitOptions.RemoveEmptyEntries);
        var joined = string.Join('-', words);
        return joined.Length == 0 ? otherwise : joined[..Math.Min(joined.Length, MaxNameLength)];
    }
}
