using Parquet.Schema;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Training.LabelAudits;
using WebLab.Training.Tests.Import;

namespace WebLab.Training.Tests.LabelAudits;

/// <summary>Files of numbers as the hubs and pandas write Parquet.</summary>
public sealed class ParquetNumbersTests : IDisposable
{
    private static readonly float[] Values = [1, -2, 30, 4, 5, -6, 7, 8, 9.5f];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_column_of_lists_beside_a_label_is_the_embeddings()
    {
        await Write(ParquetTrial.Of("label", 2L, 0L, 1L), Lists("embedding", Values), ParquetTrial.Of("caption", "a", "b", "c"));
        var table = Embeddings();
        Assert.Equal((3, 3), (table.Rows, table.Width));
        Assert.Equal(Values, table.Values);
    }

    [Fact]
    public async Task Rows_are_put_in_the_order_that_an_index_beside_a_list_says()
    {
        await Write(ParquetTrial.Of("id", 3L, 1L, 2L), Lists("embedding", [7, 8, 9.5f, 1, -2, 30, 4, 5, -6]));
        Assert.Equal(Values, Embeddings().Values);
    }

    [Fact]
    public async Task A_column_for_each_feature_with_the_index_of_pandas_is_read_and_names_in_another_order_are_refused()
    {
        var columns = new[]
        {
            ParquetTrial.Of("f1", -2.0, 8, 5),
            ParquetTrial.Of("f0", 1.0, 7, 4),
            ParquetTrial.Of("f2", 30.0, 9.5, -6),
            ParquetTrial.Of("__index_level_0__", 0L, 2L, 1L),
        };
        await Write(columns);
        Assert.Equal(Values, Embeddings().Values);
        await Write([.. columns[..3], ParquetTrial.Of("file", "0.png", "2.png", "1.png")]);
        Assert.Equal(
            "e.parquet (Parquet) has names that number the examples in another order than they stand in, from the 2. row on: sort the rows "
                + "by them, or take the names out.",
            Refusal()
        );
        // Of a set of a person's own, the images stand as their files sort.
        Assert.Equal(3, AuditFiles.Embeddings(Path, null, own: ExampleNames.None, default).Rows);
    }

    [Fact]
    public async Task Probabilities_are_read_so_too()
    {
        await Write(ParquetTrial.Of("p_0", 0.25, 0.5, 1), ParquetTrial.Of("p_1", 0.75, 0.5, 0));
        var table = AuditFiles.Probabilities(Path, "mine", own: null, default);
        Assert.Equal([0.25, 0.75, 0.5, 0.5, 1, 0], table.Values.ToArray());
        await Write(ParquetTrial.Of("p_0", 0.25, 0.5, 1), ParquetTrial.Of("p_1", 0.75, 0.5, 7));
        Assert.StartsWith(
            "mine has a row 2 that sums to 8, and probabilities sum to 1",
            Assert.Throws<DatasetException>(() => AuditFiles.Probabilities(Path, "mine", own: null, default)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_no_table_of_embeddings_is_refused_in_one_sentence()
    {
        await Write(Lists("embedding", Values[..8]));
        Assert.Equal(
            "e.parquet (Parquet) has in row 2 of its column embedding 2 numbers, and the first 3: give a number for each feature.",
            Refusal()
        );
        await Write(ParquetTrial.Of<double?>("f0", 1, null, 3), ParquetTrial.Of("f1", 1.0, 2, 5));
        Assert.Equal("e.parquet (Parquet) has in row 1 of its column f0 no number: give a number for each feature.", Refusal());
        await Write(ParquetTrial.Of("f0", 1.0, 2, 3), ParquetTrial.Of("label", 1L, 0L, 1L));
        Assert.Contains("has a column label, which by its name is no feature", Refusal(), StringComparison.Ordinal);
        await Write(ParquetTrial.Of("file", "a", "b", "c"));
        Assert.Contains("holds no numbers: give a column for each feature, or one of lists", Refusal(), StringComparison.Ordinal);
        await Write(Lists("one", Values), Lists("two", Values));
        Assert.Contains("has 2 columns of lists and none is called embeddings or features", Refusal(), StringComparison.Ordinal);
        await Write(Lists("embedding", [1, 2, 3, 0, 0, 0, 4, 5, 6]));
        Assert.StartsWith("e.parquet has 0 in each column of row 1 (counted from 0)", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_an_imported_set_are_put_in_its_order_by_the_names_of_their_files()
    {
        await Write(
            ParquetTrial.Of("caption", "one", "two", "three"),
            ParquetTrial.Of("path", "cat/1.png", "cat/2.png", "dog/1.png"),
            Lists("embedding", [7, 8, 9.5f, 1, -2, 30, 4, 5, -6])
        );
        var names = ExampleNames.Of("Pets", (3, 0), (3, 0), ["cat/2.png", "dog/1.png", "cat/1.png"], []);
        Assert.Equal(Values, AuditFiles.Embeddings(Path, null, names, default).Values);
    }

    [Fact]
    public async Task Fewer_lists_than_rows_are_refused()
    {
        await Write(Lists("embedding", Values));
        var bytes = await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken);
        // The footer says of the file and of its group that they have four rows, not three: 64-bit numbers, the sign in the last bit.
        for (var i = 1; i < bytes.Length; i++)
        {
            if ((bytes[i - 1], bytes[i]) == (0x16, 2 * 3))
                bytes[i] = 2 * 4;
        }
        await File.WriteAllBytesAsync(Path, bytes, TestContext.Current.CancellationToken);
        Assert.Contains("column embedding.list.element has not one list for each row", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_be_left_out_and_may_be_what_is_meant_is_named()
    {
        await Write(ParquetTrial.Of("f0", 1.0, 7, 4), Lists("bbox", Values), ParquetTrial.Of("label", 1L, 0L, 1L));
        Assert.Equal(
            "e.parquet (Parquet) has a column bbox of lists beside a column f0 of numbers, and either may be the embeddings: call the "
                + "lists embeddings, or save the embeddings alone.",
            Refusal()
        );
        await Write(Lists("vector", Values), ParquetTrial.Of("label", 1L, 0L, 1L));
        Assert.Equal(Values, Embeddings().Values);
        await Write(ParquetTrial.Of("f0", 1.0, 7, 4), ParquetTrial.Of("f1", 1m, 2m, 3m));
        Assert.StartsWith("e.parquet (Parquet) has a column f1 of a type that is not read", Refusal(), StringComparison.Ordinal);
    }

    /// <summary>Each byte of a small file in turn is another: it is read or refused, and nothing else ever happens.</summary>
    [Fact]
    public async Task A_file_with_any_one_byte_changed_is_read_or_refused_with_a_sentence()
    {
        await Write(ParquetTrial.Of("id", 1L, 3L, 2L), Lists("embedding", Values));
        var whole = await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken);
        for (var i = 0; i < whole.Length; i++)
        {
            byte[] changed = [.. whole];
            changed[i] = (byte)(changed[i] + 1 + (i * 37 % 254));
            await File.WriteAllBytesAsync(Path, changed, TestContext.Current.CancellationToken);
            var refusal = Record.Exception(() => Embeddings());
            Assert.True(refusal is null or DatasetException, $"byte {i}: {refusal}");
        }
    }

    private string Path => _folder.File("e.parquet");

    private EmbeddingTable Embeddings() => AuditFiles.Embeddings(Path, null, own: null, default);

    private string Refusal() => Assert.Throws<DatasetException>(Embeddings).Message;

    private async Task Write(params (Field Field, Array[] Values)[] columns) =>
        await File.WriteAllBytesAsync(Path, await ParquetTrial.Write(columns), TestContext.Current.CancellationToken);

    // Of three numbers each.
    private static (Field, Array[]) Lists(string name, float[] values) =>
        (new ListField(name, new DataField<float?>("element")), [Array.ConvertAll(values, value => (float?)value)]);
}
