using System.Text;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Data.Labels;

namespace WebLab.Data.Tests.Labels;

/// <summary>Label files of a set whose import shuffled what came class by class, and took two images out for the test.</summary>
public sealed class NamedOrderTests
{
    private static readonly string[] Train = ["dog/1.png", "cat/2.png", "cat/1.png", "dog/2.png"],
        Test = ["dog/3.png", "cat/3.png"];

    // As the files sort: cat/1, cat/2, dog/1, dog/2; of them the third is called a cat.
    private static readonly string[] Sorted = ["cat/1.png", "cat/2.png", "dog/1.png", "dog/2.png"],
        Told = ["cat", "cat", "cat", "dog"];

    [Theory]
    [InlineData("filename,label\n", "{1},{2}")]
    [InlineData("", "{1},{2}")]
    [InlineData("", "{2},pets/{1}")]
    [InlineData("index,path,label\n", "{0},/home/me/pets/{1},{2}")]
    [InlineData("label\tfile\n", "{2}\tpets\\{1}")]
    public void Labels_beside_names_of_files_are_those_of_their_images_in_whatever_order(string heading, string row)
    {
        var text = heading + string.Concat(Sorted.Select((file, i) => string.Format(null, row, i, file, Told[i]) + "\n"));
        Assert.Equal([0, 0, 0, 1], Read(text).Labels);
    }

    [Fact]
    public void Labels_of_both_splits_are_taken_apart_by_names_and_refused_without_them()
    {
        string[] files = ["cat/1.png", "cat/2.png", "cat/3.png", "dog/1.png", "dog/2.png", "dog/3.png"];
        var rows = files.Select((file, i) => $"{i % 3},{file},{(i < 2 ? "-1" : "1")}\n");
        var read = Read("index,file,label\n" + string.Concat(rows));
        Assert.Equal([1, 1], read.Test!);
        Assert.Equal([false, true, true, false], read.IsLeftOut!);
        Assert.Equal((1, 1), (read.Labels[0], read.Labels[3]));
        Assert.Equal(
            "y.csv (text, a label a line) has 6 labels; Pets has 4 training images: give the training labels alone, or a column of the "
                + "names of the images' files.",
            Refusal("0\n0\n0\n1\n1\n1\n")
        );
    }

    [Theory]
    [InlineData("1 (counted from 0), of Pets, a name that none of its examples has", "cat/1.png", "cat/9.png", "dog/1.png", "dog/2.png")]
    [InlineData("3 (counted from 0), of Pets, a name that a row before has too", "cat/1.png", "cat/2.png", "dog/1.png", "cat/1.png")]
    [InlineData("0 (counted from 0), of Pets, a name that several of its examples have", "1.png", "cat/2.png", "dog/1.png", "dog/2.png")]
    [InlineData("2 (counted from 0), of Pets, the name of test example 0", "cat/1.png", "cat/2.png", "dog/3.png", "dog/2.png")]
    public void Names_that_contradict_are_refused_in_a_sentence(string sentence, params string[] files)
    {
        var refusal = Refusal("file,label\n" + string.Concat(files.Select((file, i) => $"{file},{Told[i]}\n")));
        Assert.StartsWith($"y.csv (text, 2 columns) has in row {sentence}", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_are_names_of_files_are_no_places()
    {
        string[] train = ["7.png", "2.png", "9.png"],
            test = ["4.png"];
        // Kaggle's way: what the file is called, without its ending.
        Assert.Equal([1, 0, 1], Read("id,label\n2,cat\n7,dog\n9,dog\n", train, test).Labels);
        Assert.Equal([1, 0, 1], Read("id,label\n2,cat\n4,cat\n7,dog\n9,dog\n", train, test).Labels);
        Assert.Equal([1, 0, 1], Read("filename,label\n2,cat\n7,dog\n9,dog\n", train, test, new("label")).Labels);
        string[] both = ["2.png", "1.png", "0.png"];
        Assert.Contains("in another order: write the names with their ending", Refusal("id,label\n0,cat\n1,dog\n2,cat\n", both, test));
        // Places where not all are names.
        Assert.Equal([0, 1, 0], Read("id,label\n0,cat\n1,dog\n2,cat\n", ["2.png", "1.png", "3.png"], test).Labels);
    }

    [Fact]
    public void An_index_and_an_array_are_of_the_sets_own_order_as_before()
    {
        Assert.Equal([0, 0, 1, 1], Read("index,label\n3,dog\n1,cat\n0,cat\n2,dog\n").Labels);
        Assert.Equal([0, 1, 1, 0], Read("cat\ndog\ndog\ncat\n").Labels);
        Assert.Equal([0, 1, 1, 0], Read("note,label\nfine,cat\nfine,dog\nodd,dog\nfine,cat\n").Labels);
    }

    [Fact]
    public void Labels_in_the_order_of_the_files_are_asked_about_with_where_the_sets_order_is()
    {
        byte[] truth = [.. Enumerable.Range(0, 200).Select(i => (byte)(i * 7 % 10 < 5 ? 0 : 1))];
        byte[] sorted = [.. truth.Order()];
        Assert.Contains("(names.csv)", LabelAgreement.Of(truth, sorted, ["cat", "dog"], isOwn: true).Doubt, StringComparison.Ordinal);
    }

    private static LabelSet Read(string text, string[]? train = null, string[]? test = null, LabelChoice? choice = null) =>
        LabelFile.ReadSet("y.csv", Encoding.UTF8.GetBytes(text), Target(train ?? Train, test ?? Test), choice ?? new());

    private static string Refusal(string text, string[]? train = null, string[]? test = null) =>
        Assert.Throws<DatasetException>(() => Read(text, train, test)).Message;

    private static LabelTarget Target(string[] train, string[] test) =>
        new("Pets", ["cat", "dog"], train.Length, test.Length, train.Length)
        {
            IsOwn = true,
            Origins = new(ExampleNames.Of("Pets", (train.Length, 0), (train.Length, test.Length), train, test)),
        };
}
