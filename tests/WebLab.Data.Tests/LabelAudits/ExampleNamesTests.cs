using System.Text;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;

namespace WebLab.Data.Tests.LabelAudits;

/// <summary>Three training examples and two test examples of an import that put them into another order than their files'.</summary>
public sealed class ExampleNamesTests
{
    private static readonly string[] Train = ["pets/dog/1.png", "pets/cat/2.png", "pets/cat/1.png"],
        Test = ["pets/dog/3.png", "pets/dog/2.png"];

    [Theory]
    [InlineData("pets/cat/1.png", "pets/cat/2.png", "pets/dog/1.png", "pets/dog/2.png", "pets/dog/3.png")]
    [InlineData("/home/me/pets/cat/1.png", "cat/2.jpg", "dog/1", "C:\\pets\\dog\\2.png", "3.png")]
    public void Rows_that_stand_as_their_files_sort_are_put_in_the_order_of_the_examples(params string[] files)
    {
        // The index is that of the rows, as pandas writes it.
        var text = "id,path,f0,f1\n" + string.Concat(files.Select((file, row) => $"{row},{file},{row}.5,{row * row}\n"));
        var table = EmbeddingFile.Read("e.csv", Encoding.UTF8.GetBytes(text), Names());
        Assert.Equal([2.5f, 1.5f, 0.5f, 4.5f, 3.5f], Enumerable.Range(0, 5).Select(row => table.Values[2 * row]));
    }

    [Fact]
    public void Rows_of_the_training_examples_alone_and_those_that_are_audited_are_put_in_order_too()
    {
        string[] files = ["cat/1.png", "cat/2.png", "dog/1.png"];
        Assert.Equal([2.5f, 1.5f, 0.5f], First(files, Names()));
        Assert.Equal([2.5f, 1.5f], First(files[1..], Names((2, 0)), plus: 1));
        // A column that is no name of a file says nothing.
        Assert.Equal([0.5f, 1.5f, 2.5f], First(["cat", "cat", "dog"], Names()));
        Assert.Equal([0.5f, 1.5f, 2.5f], First(files, ExampleNames.None));
    }

    [Theory]
    [InlineData("row 1 (counted from 0), of Pets, a name that none of its examples has", "cat/1.png", "cat/7.png", "dog/1.png")]
    [InlineData("row 2 (counted from 0), of Pets, a name that several of its examples have", "cat/1.png", "cat/2.png", "1.png")]
    [InlineData("row 1 (counted from 0), of Pets, a name that a row before has too", "cat/1.png", "pets/cat/1.png", "dog/1.png")]
    [InlineData("row 2 (counted from 0), of Pets, the name of test example 0, where by their number", "cat/1.png", "cat/2.png", "3.png")]
    [InlineData("row 0 (counted from 0), of Pets, a name that none of its examples has", "a.png", "b.png", "c.png")]
    public void Names_that_contradict_are_refused_in_a_sentence_that_names_file_and_row(string sentence, params string[] files)
    {
        var refusal = Assert.Throws<DatasetException>(() => First(files, Names())).Message;
        Assert.StartsWith($"e.csv (text) has in {sentence}", refusal, StringComparison.Ordinal);
        Assert.EndsWith("or put the rows in that order and leave the names out.", refusal, StringComparison.Ordinal);
    }

    /// <summary>As Kaggle's tables name their files: a number and no place.</summary>
    [Fact]
    public void Numbers_that_are_names_of_files_put_rows_in_order_and_are_refused_where_they_may_be_places()
    {
        string[] train = ["7.png", "02.png", "9.png"];
        Assert.Equal([7.5f, 2.5f, 9.5f], Numbered(train, "02", "7", "9"));
        Assert.Equal([7.5f, 2.5f, 9.5f, 4.5f], Numbered(train, "02", "4", "7", "9"));
        // Places where not all are names.
        Assert.Equal([0.5f, 1.5f, 2.5f], Numbered(["2.png", "1.png", "5.png"], "0", "1", "2"));
        var refusal = Assert.Throws<DatasetException>(() => Numbered(["2.png", "1.png", "0.png"], "0", "1", "2")).Message;
        Assert.StartsWith("e.csv (text) has numbers that may be the places of Pets's examples", refusal, StringComparison.Ordinal);

        static IEnumerable<float> Numbered(string[] train, params string[] ids)
        {
            var text = "id,f0,f1\n" + string.Concat(ids.Select((id, row) => $"{id},{int.Parse(id, null)}.5,{row * row}\n"));
            var names = ExampleNames.Of("Pets", (train.Length, 1), (train.Length, 1), train, ["4.png"]);
            var table = EmbeddingFile.Read("e.csv", Encoding.UTF8.GetBytes(text), names);
            return Enumerable.Range(0, table.Rows).Select(row => table.Values[2 * row]);
        }
    }

    private static ExampleNames Names((int, int)? audited = null) => ExampleNames.Of("Pets", audited ?? (3, 2), (3, 2), Train, Test);

    private static IEnumerable<float> First(string[] files, ExampleNames names, int plus = 0)
    {
        var text = "path,f0,f1\n" + string.Concat(files.Select((file, row) => $"{file},{row + plus}.5,{row * row}\n"));
        var table = EmbeddingFile.Read("e.csv", Encoding.UTF8.GetBytes(text), names);
        return Enumerable.Range(0, table.Rows).Select(row => table.Values[2 * row]);
    }
}
