using System.Diagnostics;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.LabelAudits;
using WebLab.Data;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Training.LabelAudits;

namespace WebLab.Training.Tests.Import;

/// <summary>Real tables and images that nobody here wrote, from Debian's packages: fetched once, skipped where they are not to be
/// had.</summary>
[Trait("Speed", "Slow")]
public sealed class DebianDataTests : IDisposable
{
    private const string Tables = "python3-sklearn/usr/lib/python3/dist-packages/sklearn/datasets/data";

    private static readonly Lazy<Task<string?>> Folder = new(Fetch);

    private readonly ImportTrial _trial = new();

    public void Dispose() => _trial.Dispose();

    [Theory]
    [InlineData("iris.csv", 150, 4, "setosa,versicolor,virginica")]
    [InlineData("wine_data.csv", 178, 13, "class_0,class_1,class_2")]
    [InlineData("breast_cancer.csv", 569, 30, "malignant,benign")]
    [InlineData("digits.csv.gz", 1_797, 64, "0,1,2,3,4,5,6,7,8,9")]
    public async Task A_table_of_scikit_learn_is_imported_without_a_word_and_its_labels_belong_to_it(
        string name,
        int rows,
        int features,
        string classes
    )
    {
        var folder = await Needed();
        var (end, splits, set) = _trial.Import(new(), Path.Combine(folder, Tables, name));
        Assert.Equal((DatasetKind.Features, features), (end.Facts!.Kind, end.Facts.Width));
        Assert.Equal(rows, end.Facts.TrainCount + end.Facts.TestCount);
        Assert.Equal(classes.Split(','), end.Facts.Classes);
        Assert.DoesNotContain(set.Odd, sentence => sentence.Contains("left out", StringComparison.Ordinal));
        // The first ten examples stand for all: sorted as published, they would be of one class.
        Assert.True(splits.Train.First(30).Labels.Distinct().Count() > 1);

        var report = Belongs(splits);
        // All four are told nearly without a mistake by any model, and nobody has found more than a few wrong labels in them.
        Assert.InRange(report.Answers[1].Numbers[0].Value, 0, 0.06);
        Assert.InRange(report.SuspectCount, 0, splits.Train.Count / 10);
    }

    [Fact]
    public async Task A_table_and_its_labels_in_a_file_of_their_own_belong_together()
    {
        var folder = await Needed();
        var (end, splits, set) = _trial.Import(
            new(),
            Path.Combine(folder, Tables, "diabetes_data_raw.csv.gz"),
            Path.Combine(folder, Tables, "diabetes_target.csv.gz")
        );
        Assert.Equal((442, 10, 214), (end.Facts!.TrainCount + end.Facts.TestCount, end.Facts.Width, end.Facts.Classes.Count));
        Assert.NotEmpty(set.Understood);
        // A measured quantity is no class: an audit says so in a sentence.
        var problem = Assert.Throws<TrainingFailedException>(() => Audit(Subject(splits)));
        Assert.Contains("an audit needs four a class", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tango-icon-theme/usr/share/icons/Tango/22x22", 9, 32)]
    [InlineData("lxde-icon-theme/usr/share/icons/nuoveXT2/128x128", 7, 64)]
    public async Task Icons_in_folders_are_a_set_of_images_whose_labels_belong_to_them(string place, int leastClasses, int side)
    {
        var folder = await Needed();
        var (end, splits, set) = _trial.Import(new(), Path.Combine(folder, place));
        Assert.True(end.Facts!.Classes.Count >= leastClasses);
        Assert.Equal((DatasetKind.Images, side, side, 3), (end.Facts.Kind, end.Facts.Height, end.Facts.Width, end.Facts.Channels));
        Assert.Contains("actions", end.Facts.Classes);
        Assert.True(splits.Train.Count > 100);
        Assert.DoesNotContain(set.Odd, sentence => sentence.Contains("cannot be read", StringComparison.Ordinal));
        Belongs(splits);
    }

    [Fact]
    public async Task A_photograph_is_a_photograph_whatever_the_folder_is_called()
    {
        var folder = await Needed();
        var photographs = Path.Combine(folder, "python3-sklearn/usr/lib/python3/dist-packages/sklearn/datasets/images");
        foreach (var name in new[] { "china", "flower" })
        {
            for (var i = 0; i < 2; i++)
                _trial.Write(
                    $"{name}/{i}.jpg",
                    await File.ReadAllBytesAsync(Path.Combine(photographs, $"{name}.jpg"), TestContext.Current.CancellationToken)
                );
        }
        var (end, splits, _) = _trial.Import(new() { Side = 64 });
        Assert.Equal(["china", "flower"], splits.Classes);
        Assert.Equal((2, 2), (end.Facts!.TrainCount, end.Facts.TestCount));
        Assert.True(splits.Train.Pixels.Distinct().Count() > 100);
    }

    // What a shuffle does to the labels of the same examples stands beside it: a test that always finds something would be none.
    private static LabelAuditReport Belongs(DatasetSplits splits)
    {
        var subject = Subject(splits);
        var report = Audit(subject);
        Assert.True(report.HasAssociation);
        Assert.Equal(Enum.GetValues<LabelAuditQuestion>(), report.Answers.Select(answer => answer.Question));
        Assert.All(report.Answers[0].Numbers.Where(number => number is { Part: null, PValue: not null }), number =>
            Assert.True(number.PValue <= 0.05, $"{number.Name}: p = {number.PValue}")
        );
        int[] shuffled = [.. subject.Given];
        new RandomStream(3).Shuffle(shuffled.AsSpan());
        Assert.False(Audit(subject with { Given = shuffled }, LabelAuditTest.Neighbours, LabelAuditTest.HeldOutPredictions).HasAssociation);
        return report;
    }

    private static LabelAuditSubject Subject(DatasetSplits splits) =>
        new("Debian's", splits.Classes, splits.Train, Array.ConvertAll(splits.Train.Labels, label => (int)label))
        {
            Test = splits.Test,
            Columns = splits.Columns,
        };

    private static LabelAuditReport Audit(LabelAuditSubject subject, params LabelAuditTest[] tests)
    {
        var options = new LabelAuditOptions { Permutations = 499, BudgetSeconds = 10 };
        options = tests is [] ? options : options with { Tests = tests };
        return LabelAuditor.Audit(subject, options, ComputeDevice.Open("cpu", 2), _ => { }, TestContext.Current.CancellationToken);
    }

    private static async Task<string> Needed()
    {
        if (await Folder.Value is { } folder)
            return folder;
        Assert.Skip("skipped: Debian's packages cannot be had here (scripts/debian-data.sh)");
        return "";
    }

    private static async Task<string?> Fetch()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/apt-get"))
            return null;
        using var script = Process.Start(
            new ProcessStartInfo(Path.Combine(Built.Root, "scripts", "debian-data.sh"))
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = script.StandardOutput.ReadToEndAsync();
        await script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();
        return script.ExitCode == 0 ? (await output).Trim() : null;
    }
}
