using System.Globalization;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Data;
using WebLab.Data.Datasets;
using WebLab.Data.Images;
using WebLab.Training.Tests.Import;

namespace WebLab.Training.Tests.Commands;

public sealed class AuditCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weblab-audit-").FullName;

    [Fact]
    public async Task Probabilities_are_audited_and_the_report_is_written_in_each_form()
    {
        var (probabilities, labels) = Files(isShuffled: false);
        var (json, csv, html) = (Path.Combine(_folder, "r.json"), Path.Combine(_folder, "r.csv"), Path.Combine(_folder, "r.html"));
        var run = await WeblabProcess.Run([
            "audit",
            "--probabilities",
            probabilities,
            "--labels",
            labels,
            "--json",
            json,
            "--csv",
            csv,
            "--html",
            html,
        ]);
        Assert.Equal((0, 0), (run.ExitCode, run.Errors.Count));
        Assert.Contains("1. Do the labels belong to the features?", run.Output);
        var report = JsonSerializer.Deserialize<LabelAuditReport>(await File.ReadAllTextAsync(json), LabJson.Options)!;
        Assert.True(report.HasAssociation);
        Assert.Equal(report.SuspectCount, report.Suspects.Count);
        Assert.Equal(
            report.Suspects.Count,
            (await File.ReadAllLinesAsync(csv)).Count(line => line.StartsWith("suspect,", StringComparison.Ordinal))
        );
        Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(html), StringComparison.Ordinal);
        // There are no examples to look at.
        Assert.DoesNotContain(report.Answers[3].Numbers, number => number.Name is "oddities.duplicates" or "oddities.outliers");
        Assert.Contains(run.Output, line => line.Contains("not looked at: groups of equal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Labels_without_association_end_with_three()
    {
        var (probabilities, labels) = Files(isShuffled: true);
        var run = await WeblabProcess.Run(["audit", "--probabilities", probabilities, "--labels", labels]);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains(run.Output, line => line.Contains("no association", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Labels_from_1_are_asked_about_and_read_so_when_it_is_said()
    {
        var (probabilities, labels) = Files(isShuffled: false);
        var fromOne = Path.Combine(_folder, "from-1.csv");
        var rows = await File.ReadAllLinesAsync(labels);
        await File.WriteAllLinesAsync(
            fromOne,
            rows.Select(row => int.TryParse(row, CultureInfo.InvariantCulture, out var label) ? $"{label + 1}" : row)
        );
        string[] audit = ["audit", "--probabilities", probabilities, "--labels", fromOne];
        var asked = await WeblabProcess.Run(audit);
        Assert.Equal(2, asked.ExitCode);
        Assert.EndsWith("say so with label-base 1.", Assert.Single(asked.Errors), StringComparison.Ordinal);
        Assert.Equal(0, (await WeblabProcess.Run([.. audit, "--label-base", "1"])).ExitCode);
    }

    [Theory]
    [InlineData("audit needs a data set's path, or --probabilities with --labels.")]
    [InlineData(
        "filter must be one of prune-by-noise-rate, prune-by-class, both, confident-learning, predicted-neq-given; it was best.",
        "generated",
        "--filter",
        "best"
    )]
    [InlineData("--probabilities needs --labels, the file with a given label for each row.", "--probabilities", "P")]
    [InlineData("--embeddings needs the data set's path, whose examples they are of.", "--embeddings", "P", "--probabilities", "P")]
    [InlineData("embeddings must be a file that exists; it was none.npy.", "generated", "--embeddings", "none.npy")]
    [InlineData("permutations must be a whole number from 99 to 99,999; it was 5.", "generated", "--permutations", "5")]
    [InlineData("tests must be of neighbours, held-out-predictions, training-curve; it was guess.", "generated", "--tests", "guess")]
    [InlineData("--group needs the table that has the column, and --probabilities has none.", "--probabilities", "P", "--group", "sex")]
    [InlineData(
        "group names a table's column or an imported image's origin, and Generated shapes has neither.",
        "generated",
        "--group",
        "folder"
    )]
    [InlineData(
        "network must be one of small-inception, small-inception-no-bn, small-alexnet, mlp-3x512, mlp-1x512, linear, mlp, resnet-18; "
            + "it was best.",
        "generated",
        "--network",
        "best"
    )]
    [InlineData("--folds needs --network, the network that is trained.", "generated", "--folds", "3")]
    [InlineData("folds must be a whole number from 2 to 20; it was 1.", "generated", "--network", "linear", "--folds", "1")]
    [InlineData("fold-rate must be a number above 0, up to 10; it was 11.", "generated", "--network", "linear", "--fold-rate", "11")]
    [InlineData(
        "--network and --probabilities must not be given together: each takes the place of own scores.",
        "generated",
        "--network",
        "linear",
        "--probabilities",
        "P"
    )]
    public async Task Bad_input_ends_with_two_and_one_sentence(string sentence, params string[] arguments)
    {
        var (probabilities, _) = Files(isShuffled: false);
        var run = await WeblabProcess.Run(["audit", .. arguments.Select(argument => argument == "P" ? probabilities : argument)]);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(sentence, Assert.Single(run.Errors));
    }

    [Fact]
    public async Task Embeddings_tell_the_examples_of_a_set_apart_and_the_report_names_them_in_each_form()
    {
        const int Some = 60;
        var labels = GeneratedImages.DrawTrain(Some).Labels;
        var embeddings = Path.Combine(_folder, "clip.csv");
        var random = new RandomStream(12);
        await File.WriteAllLinesAsync(
            embeddings,
            labels.Select(label =>
                string.Join(
                    ',',
                    Enumerable
                        .Range(0, 10)
                        .Select(each => (random.NextGaussian() + (each == label ? 9 : 0)).ToString("0.000", CultureInfo.InvariantCulture))
                )
            )
        );
        var (json, csv, html) = (Path.Combine(_folder, "r.json"), Path.Combine(_folder, "r.csv"), Path.Combine(_folder, "r.html"));
        string[] audit = ["audit", "generated", "--embeddings", embeddings, "--examples", $"{Some}", "--permutations", "99"],
            options = ["--budget", "10", "--tests", "neighbours,held-out-predictions", "--json", json, "--csv", csv, "--html", html];
        var run = await WeblabProcess.Run([.. audit, .. options]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Output, line => line.EndsWith("looked at by embeddings of 10 features, clip.csv.", StringComparison.Ordinal));
        var report = JsonSerializer.Deserialize<LabelAuditReport>(await File.ReadAllTextAsync(json), LabJson.Options)!;
        Assert.Equal(new EmbeddingSource("clip.csv", 10, IsScorer: true), report.Embeddings);
        Assert.Equal((Some, 0), (report.Examples, report.TestExamples));
        Assert.Contains("by embeddings of 10 features, clip.csv.", await File.ReadAllTextAsync(html), StringComparison.Ordinal);
        Assert.Contains(await File.ReadAllLinesAsync(csv), line => line.StartsWith("embeddings,clip.csv,", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Imported_images_are_grouped_by_the_folders_within_those_of_their_classes()
    {
        using var trial = new ImportTrial();
        var random = new RandomStream(8);
        for (var i = 0; i < 120; i++)
        {
            var pixels = Enumerable.Range(0, 144).Select(_ => (byte)random.NextInt(256)).ToArray();
            trial.Write($"{(i % 2 == 0 ? "day" : "night")}/{(i < 80 ? "north" : "south")}/{i}.png", PngWriter.Encode(12, 12, 1, pixels));
        }
        trial.Write("day/south/page.png", "<html>not found</html>");
        trial.Write("night/north/white.png", ImportTrial.Png(12, 12, 1, 255));
        trial.Import(new());
        var json = Path.Combine(_folder, "r.json");
        string[] audit = ["audit", trial.Target, "--permutations", "199", "--tests", "held-out-predictions"];
        var run = await WeblabProcess.Run([.. audit, "--group", "folder", "--json", json]);
        // Of noise there is nothing to tell, unless one chance in twenty has it otherwise.
        Assert.Contains(run.ExitCode, new[] { 0, 3 });
        var names = await File.ReadAllLinesAsync(Path.Combine(trial.Target, "train-names.txt"));
        var north = names.Count(name => name.Contains("north", StringComparison.Ordinal));
        var report = JsonSerializer.Deserialize<LabelAuditReport>(await File.ReadAllTextAsync(json), LabJson.Options)!;
        foreach (var (question, name) in new[] { (0, "held-out.group"), (1, "noise-rate.group") })
            Assert.Equal(
                [("folder = north", (int?)north), ("folder = south", names.Length - north)],
                report.Answers[question].Numbers.Where(number => number.Name == name).Select(number => (number.Part, number.Count))
            );

        // What the import could not read is told, and each example that is named is named by its file.
        Assert.Equal(1, report.Answers[3].Numbers.Single(number => number.Name == "oddities.unreadable").Value);
        Assert.Contains("1 example that could not be read", report.Answers[3].Sentence, StringComparison.Ordinal);
        Assert.Contains(run.Output, line => line.Contains("day/south/page.png", StringComparison.Ordinal));
        Assert.Equal("night/north/white.png", Assert.Single(report.Blank).Origin);
        // The test of neighbours was left out, and outliers come with it.
        Assert.DoesNotContain(report.Answers[3].Numbers, number => number.Name == "oddities.outliers");
        Assert.Contains(report.Answers[3].CannotSay, limit => limit.StartsWith("Outliers, which were not", StringComparison.Ordinal));

        var other = await WeblabProcess.Run([.. audit, "--group", "site"]);
        Assert.Equal((2, "group must be one of folder, format, size, mode; it was site."), (other.ExitCode, Assert.Single(other.Errors)));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_table_is_audited_as_it_lies_and_its_suspects_are_named_by_their_rows()
    {
        var random = new RandomStream(9);
        var lines = new List<string> { "size,colour,shape,weight" };
        for (var row = 1; row <= 150; row++)
        {
            var label = random.NextInt(2);
            // The shape of row 40 is wrong.
            var shape = (row == 40 ? 1 - label : label) == 0 ? "round" : "square";
            var numbers = new[] { random.NextGaussian() + (8 * label), random.NextGaussian() - (8 * label) }
                .Select(number => number.ToString("0.000", CultureInfo.InvariantCulture))
                .ToArray();
            lines.Add($"{numbers[0]},{(row % 3 == 0 ? "red" : "blue")},{shape},{numbers[1]}");
        }
        var table = Path.Combine(_folder, "parts.csv");
        await File.WriteAllLinesAsync(table, lines);
        var json = Path.Combine(_folder, "r.json");
        string[] audit = ["audit", table, "--label-column", "shape", "--permutations", "199", "--tests", "held-out-predictions"];
        var temporary = Directory.CreateDirectory(Path.Combine(_folder, "temporary")).FullName;
        var run = await WeblabProcess.RunIn(temporary, [.. audit, "--json", json]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Errors, line => line.Contains("shape", StringComparison.Ordinal));
        var report = JsonSerializer.Deserialize<LabelAuditReport>(await File.ReadAllTextAsync(json), LabJson.Options)!;
        // One example of each class is set apart, and questioned as the others are.
        Assert.Equal(("parts.csv", 150, 2), (report.Title, report.Examples, report.TestExamples));
        Assert.Contains(run.Errors, line =>
            line.StartsWith("No split was given: one example of each class, 2 examples, are set apart", StringComparison.Ordinal)
        );
        Assert.Equal("row 40", report.Suspects[0].Origin);
        Assert.Contains(run.Output, line => line.EndsWith("row 40", StringComparison.Ordinal));
        var text = Assert.Single(report.Answers[0].Numbers, number => number.Name == "text-column.association");
        Assert.Equal("colour", text.Part);
        Assert.True(text.PValue > 0.05, $"{text}");
        Assert.Empty(Directory.GetDirectories(temporary, "weblab-audit-*"));

        var labels = await WeblabProcess.Run([.. audit, "--labels", table]);
        Assert.Equal(2, labels.ExitCode);
        Assert.StartsWith("labels must be those of a data set", Assert.Single(labels.Errors), StringComparison.Ordinal);
        Assert.Contains(run.Output, line => line.StartsWith("Labels go with a text column, colour: ", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Networks_on_folds_score_a_table_and_what_they_do_not_take_is_said_before_any_is_trained()
    {
        var random = new RandomStream(12);
        var lines = new List<string> { "kind,size,weight" };
        for (var row = 1; row <= 90; row++)
        {
            var label = random.NextInt(2);
            var numbers = new[] { random.NextGaussian() + (8 * label), random.NextGaussian() - (8 * label) }
                .Select(number => number.ToString("0.000", CultureInfo.InvariantCulture))
                .ToArray();
            // The kind of row 40 is wrong.
            lines.Add($"{((row == 40 ? 1 - label : label) == 0 ? "nut" : "bolt")},{numbers[0]},{numbers[1]}");
        }
        var table = Path.Combine(_folder, "parts.csv");
        await File.WriteAllLinesAsync(table, lines);
        var json = Path.Combine(_folder, "r.json");
        string[] audit = ["audit", table, "--permutations", "199", "--tests", "held-out-predictions"];
        string[] networks = ["--network", "mlp-1x512", "--folds", "3", "--fold-epochs", "20", "--fold-rate", "0.05"];
        var run = await WeblabProcess.Run([.. audit, .. networks, "--json", json]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Errors, line => line.EndsWith(" Fold 3 of 3, epoch 20 of 20", StringComparison.Ordinal));
        Assert.Contains(run.Output, line => line.Contains("looked at by 3 networks mlp-1x512, each", StringComparison.Ordinal));
        var report = JsonSerializer.Deserialize<LabelAuditReport>(await File.ReadAllTextAsync(json), LabJson.Options)!;
        Assert.Equal("row 40", report.Suspects[0].Origin);

        var refused = await WeblabProcess.Run([.. audit, "--network", "small-alexnet"]);
        Assert.Equal(
            (2, "network must take the 2 features of parts.csv; small-alexnet takes images only."),
            (refused.ExitCode, refused.Errors[^1])
        );
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (string Probabilities, string Labels) Files(bool isShuffled)
    {
        const int Count = 200;
        var random = new RandomStream(4);
        var labels = Enumerable.Range(0, Count).Select(_ => random.NextInt(3)).ToArray();
        var lines = labels.Select(label =>
            string.Join(',', Enumerable.Range(0, 3).Select(i => (i == label ? 0.8 : 0.1).ToString(CultureInfo.InvariantCulture)))
        );
        var (probabilities, given) = (Path.Combine(_folder, "p.csv"), Path.Combine(_folder, "y.txt"));
        File.WriteAllLines(probabilities, lines);
        labels[7] = (labels[7] + 1) % 3;
        if (isShuffled)
            random.Shuffle(labels.AsSpan());
        File.WriteAllLines(given, labels.Select(label => label.ToString(CultureInfo.InvariantCulture)));
        return (probabilities, given);
    }
}
