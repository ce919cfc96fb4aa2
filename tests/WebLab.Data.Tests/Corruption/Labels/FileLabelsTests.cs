using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Corruption.Labels;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;

namespace WebLab.Data.Tests.Corruption.Labels;

public sealed class FileLabelsTests : IDisposable
{
    private static readonly DatasetFacts Facts = DatasetFacts.Of(DatasetName.Cifar10);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void First_labels_of_a_whole_file_and_labels_of_the_run_alone_are_read()
    {
        _folder.Write("whole.u8", 50_000, (0, [3, 1, 4, 1]));
        _folder.Write("run.u8", 3, (0, [3, 1, 4]));
        Assert.Equal([3, 1, 4], FileLabels.Read(_folder.Path, "whole.u8", Facts, 3, new()).Labels);
        Assert.Equal([3, 1, 4], FileLabels.Read(_folder.Path, "run.u8", Facts, 3, new()).Labels);
    }

    [Fact]
    public void Sentence_names_the_persons_file()
    {
        _folder.Write("cifar-10-0123.u8", 4);
        Assert.StartsWith(
            "my labels.csv (raw numbers) has 4 bytes, or 1 integers of 32 bits; CIFAR-10 has 50,000 training images, of which the "
                + "run trains on 3:",
            Assert
                .Throws<DatasetException>(() => FileLabels.Read(_folder.Path, "cifar-10-0123.u8", Facts, 3, new(), "my labels.csv"))
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void First_labels_that_are_all_left_out_are_refused()
    {
        File.WriteAllText(_folder.File("late.txt"), string.Concat(Enumerable.Range(0, 50_000).Select(i => i < 3 ? "-1\n" : "1\n")));
        Assert.Equal(
            "late.txt leaves out all of the first 3 examples, on which the run trains: train on more of them, or give some a label.",
            Refusal("late.txt")
        );
        Assert.Equal(3, FileLabels.Read(_folder.Path, "late.txt", Facts, 4, new()).LeftOut);
    }

    [Fact]
    public void Huge_file_is_refused()
    {
        _folder.Write("huge.u8", 16_000_001);
        Assert.Equal("huge.u8 has 16,000,001 bytes; a label file has at most 16,000,000.", Refusal("huge.u8"));
    }

    [Theory]
    [InlineData("../labels.u8")]
    [InlineData("/etc/passwd")]
    [InlineData("inner/labels.u8")]
    [InlineData("..")]
    public void Path_is_refused(string name) => Assert.Contains("plain file name", Refusal(name), StringComparison.Ordinal);

    [Fact]
    public void Absent_file_and_absent_folder_are_named()
    {
        Assert.Equal($"The label file none.u8 is not in {_folder.Path}.", Refusal("none.u8"));
        Assert.Throws<DatasetException>(() => FileLabels.Read(null, "none.u8", Facts, 3, new()));
    }

    [Fact]
    public void Link_is_refused()
    {
        using var outside = new TemporaryFolder();
        File.CreateSymbolicLink(_folder.File("link.u8"), outside.Write("labels.u8", 3));
        Assert.Equal("The label file link.u8 is a link; it must be a file in the folder of label files.", Refusal("link.u8"));
    }

    [Fact]
    public async Task Pipe_is_refused_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only here are there pipes with names.");
        using (var made = System.Diagnostics.Process.Start("mkfifo", _folder.File("pipe.csv")))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("pipe.csv is empty, or no plain file.", await Task.Run(() => Refusal("pipe.csv")).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData("aggre_label.u8", 0.090)]
    [InlineData("random_label1.u8", 0.172)]
    [InlineData("random_label2.u8", 0.181)]
    [InlineData("random_label3.u8", 0.176)]
    [InlineData("worse_label.u8", 0.402)]
    public void Human_labels_of_cifar_10n_have_their_rates(string name, double rate)
    {
        var data = ReferenceData.Folder();
        var trueLabels = DatasetReader.Load(DatasetName.Cifar10, data, testCount: 1).Train.Labels;
        var labels = new LabelPair(trueLabels, FileLabels.Read(Path.Combine(data, "cifar-10n"), name, Facts, 50_000, new()).Labels);
        Assert.Equal(rate, Math.Round(labels.RealisedNoiseRate(), 3));
        Assert.Null(LabelAgreement.Of(trueLabels, labels.Given, Facts.Classes).Doubt);
    }

    private string Refusal(string name) =>
        Assert.Throws<DatasetException>(() => FileLabels.Read(_folder.Path, name, Facts, 3, new())).Message;
}
