using System.Text;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Corruption.Labels;
using WebLab.Data.Datasets;
namespace WebLab.Data.Tests.Corruption.Labels;

public sealed class FileLabelsTests : IDisposable
{
    private static readonly DatasetFacts Facts = DatasetFacts.Of(DatasetName.Cifar10);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bytes_are_read_in_order()
    {
        _folder.Write("labels.u8", 4, (0, [3, 1, 4, 1]));
        Assert.Equal([3, 1, 4], FileLabels.Read(_folder.Path, "labels.u8", 3, 10));
    }

    [Theory]
    [InlineData("3\n1\n4\n")]
    [InlineData("label\r\n3\r\n1\r\n4\r\n1\r\n")]
    [InlineData("index,label\n2,4\n0,3\n1,1\n7,9\n")]
    [InlineData("0, 3\n\n1, 1\n2, 4")]
    public void Lines_are_read_with_and_without_index_and_heading(string text)
    {
        File.WriteAllText(_folder.File("labels.csv"), text);
        Assert.Equal([3, 1, 4], FileLabels.Read(_folder.Path, "labels.csv", 3, 10));
    }

    [Theory]
    [InlineData("3\n1\n", "bad.csv has no label for image 2; 3 training images need as many.")]
    [InlineData("3\n10\n4\n", "bad.csv has label 10 in line 2; labels are 0 to 9.")]
    [InlineData("3\n-1\n4\n", "bad.csv line 2 must be a label or index,label; it was \"-1\".")]
    [InlineData("3\ncat\n4\n", "bad.csv line 2 must be a label or index,label; it was \"cat\".")]
    [InlineData("0,3,1\n", "bad.csv line 1 must be a label or index,label; it was \"0,3,1\".")]
    [InlineData("0,3\n0,4\n", "bad.csv labels image 0 twice, the second time in line 2.")]
    [InlineData("99999999999,3\n", "bad.csv line 1 must be a label or index,label; it was \"99999999999,3\".")]
    public void Wrong_lines_are_refused(string text, string sentence)
    {
        File.WriteAllText(_folder.File("bad.csv"), text);
        Assert.Equal(sentence, Refusal("bad.csv"));
    }

    [Fact]
    public void Wrong_bytes_are_refused()
    {
        _folder.Write("short.u8", 2);
        Assert.Equal("short.u8 has 2 labels; 3 training images need as many.", Refusal("short.u8"));
        _folder.Write("wrong.u8", 3, (1, [255]));
        Assert.Equal("wrong.u8 has label 255 at index 1; labels are 0 to 9.", Refusal("wrong.u8"));
        _folder.Write("huge.u8", 1_000_001);
        Assert.Equal("huge.u8 has 1,000,001 bytes; a label file has at most 1,000,000.", Refusal("huge.u8"));
    }

    [Fact]
    public void Labels_that_count_from_one_are_called_so()
    {
        const string sentence = "has labels 1 to 10; labels count from 0, here 0 to 9: subtract 1 from each.";
        _folder.Write("one.u8", 3, (0, [1, 5, 10]));
        Assert.Equal($"one.u8 {sentence}", Refusal("one.u8"));
        File.WriteAllText(_folder.File("one.csv"), "10\n1\n7\n");
        Assert.Equal($"one.csv {sentence}", Refusal("one.csv"));
    }

    [Fact]
    public void File_handed_over_is_read_whole()
    {
        Assert.Equal([3, 1, 4], FileLabels.Parse("labels.u8", [3, 1, 4], Facts));
        Assert.Equal(
            [3, 1, 4],
            FileLabels.Parse("labels.csv", Encoding.UTF8.GetBytes("\uFEFFindex,label\r\n2,4\r\n0,3\r\n1,1\r\n"), Facts)
        );
        Assert.Equal("a.u8 holds no labels.", Refusal("a.u8", []));
        Assert.Equal("a.csv holds no labels.", Refusal("a.csv", "label\n"u8.ToArray()));
        Assert.Equal("a.u8 has 50,001 labels; CIFAR-10 has 50,000 training images.", Refusal("a.u8", new byte[50_001]));
        Assert.Equal("a.csv has no label for image 1; 2 training images need as many.", Refusal("a.csv", "0,3\n5,3\n"u8.ToArray()));
        Assert.Equal("a.csv line 1 must be a label or index,label; it was \"1;2\".", Refusal("a.csv", "1;2"u8.ToArray()));
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
        Assert.Throws<DatasetException>(() => FileLabels.Read(null, "none.u8", 3, 10));
    }

    [Fact]
    public void Link_is_refused()
    {
        using var outside = new TemporaryFolder();
        File.CreateSymbolicLink(_folder.File("link.u8"), outside.Write("labels.u8", 3));
        Assert.Equal("The label file link.u8 is a link; it must be a file in the folder of label files.", Refusal("link.u8"));
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
        var trueLabels = Cifar10Reader.ReadTrain(DatasetFiles.Find(DatasetName.Cifar10, data)!, 50_000).Labels;
        var labels = new LabelPair(trueLabels, FileLabels.Read(Path.Combine(data, "cifar-10n"), name, 50_000, 10));
        Assert.Equal(rate, Math.Round(labels.RealisedNoiseRate(), 3));
    }

    private static string Refusal(string name, byte[] content) =>
        Assert.Throws<DatasetException>(() => FileLabels.Parse(name, content, Facts)).Message;

    private string Refusal(string name) => Assert.Throws<DatasetException>(() => FileLabels.Read(_folder.Path, name, 3, 10)).Message;
}
