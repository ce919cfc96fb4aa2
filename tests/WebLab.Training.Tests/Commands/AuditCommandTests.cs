using System.Globalization;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Data;
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
    }

    [Fact]
    public async Task Labels_without_association_end_with_three()
    {
        var (probabilities, labels) = Files(isShuffled: true);
        var run = await WeblabProcess.Run(["audit", "--probabilities", probabilities, "--labels", labels]);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains(run.Output, line => line.Contains("no association", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("audit needs a path, or --probabilities with --labels, and not both.")]
    [InlineData("--probabilities needs --labels, the file with a given label for each row.", "--probabilities", "P")]
    [InlineData("permutations must be a whole number from 99 to 99,999; it was 5.", "generated", "--permutations", "5")]
    [InlineData("tests must be of neighbours, held-out-predictions, training-curve; it was guess.", "generated", "--tests", "guess")]
    [InlineData("--group needs the table that has the column, and --probabilities has none.", "--probabilities", "P", "--group", "sex")]
    [InlineData(
        "group names a table's column or an imported image's origin, and Generated shapes has neither.",
        "generated",
        "--group",
        "folder"
    )]
    public async Task Bad_input_ends_with_two_and_one_sentence(string sentence, params string[] arguments)
    {
        var (probabilities, _) = Files(isShuffled: false);
        var run = await WeblabProcess.Run(["audit", .. arguments.Select(argument => argument == "P" ? probabilities : argument)]);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(sentence, Assert.Single(run.Errors));
    }

    [Fact]
    public async Task Imported_images_are_grouped_by_the_folders_within_those_of_their_classes()
    {
        using var trial = new ImportTrial();
        var random = new RandomStream(8);
        for (var i = 0; i < 120; i++)
        {
            var pixels = Enumerable.Range(0, 144).Select(_ => (byte)random.NextInt(256)).ToArray();
            trial.Write($"{(i % 2 == 0 ? "day" : "night")}/{(i < 80 ? "north" : "south")}/{i}.png", PngWriter.Encode(12, 12, 1, pixels));
        }
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

        var other = await WeblabProcess.Run([.. audit, "--group", "site"]);
        Assert.Equal((2, "group must be one of folder, format; it was site."), (other.ExitCode, Assert.Single(other.Errors)));
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
