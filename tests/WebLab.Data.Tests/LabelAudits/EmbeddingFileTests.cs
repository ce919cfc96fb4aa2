using System.Text;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using static WebLab.Data.Tests.LabelAudits.ProbabilityFileTests;

namespace WebLab.Data.Tests.LabelAudits;

public sealed class EmbeddingFileTests
{
    private static readonly float[] Values = [1, -2, 30, 4, 5, -6, 7, 8, 9, 10, 11, 12];

    [Theory]
    [InlineData("<f8", "(4, 3)")]
    [InlineData(">f8", "(4, 3)", true)]
    [InlineData("<f4", "(4, 3)", true)]
    [InlineData(">f4", "(4, 3)")]
    [InlineData("<f2", "(4, 3)")]
    [InlineData(">i2", "(4, 3)", true)]
    [InlineData("|i1", "(4, 3)")]
    [InlineData("<i8", "(4L, 3L)")]
    [InlineData("<f4", "(4, 3, 1, 1)")]
    [InlineData("<f4", "(4, 1, 3)", true)]
    public void An_array_of_any_type_and_order_is_read_and_sides_of_one_are_passed_over(string type, string shape, bool isFortran = false)
    {
        var table = EmbeddingFile.Read("e.npy", Npy(type, shape, isFortran, Bytes(type, isFortran)));
        Assert.Equal((4, 3), (table.Rows, table.Width));
        Assert.Equal(Values, table.Values);
    }

    [Fact]
    public void Widths_from_1_to_16384_are_read_and_no_more()
    {
        var one = EmbeddingFile.Read("e.npy", Npy("<f4", "(12, 1)", false, Bytes("<f4", false)));
        Assert.Equal((12, 1), (one.Rows, one.Width));
        var wide = EmbeddingFile.Read("e.npy", Npy("|u1", "(2, 16384)", false, Ramp(2 * 16_384)));
        Assert.Equal((2, 16_384), (wide.Rows, wide.Width));
        Refused(
            "e.npy (a NumPy array of uint8, 2 x 16385) has 16,385 columns; embeddings have 1 to 16,384.",
            () => EmbeddingFile.Read("e.npy", Npy("|u1", "(2, 16385)", false, Ramp(2 * 16_385)))
        );
        // More would take more memory than is told.
        Refused(
            "e.npy (a NumPy array of uint8, 16000 x 8001) has 16,000 x 8,001 numbers, and embeddings of at most 128,000,000 are held in "
                + "memory: bring fewer examples or columns.",
            () => EmbeddingFile.Read("e.npy", Npy("|u1", "(16000, 8001)", false, new byte[16_000 * 8_001]))
        );
    }

    /// <summary>However long the line is, no more words are made of it.</summary>
    [Fact]
    public void A_line_of_more_cells_than_are_read_is_refused_before_it_is_parted()
    {
        var line = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("0,", 1_000_000)));
        Refused(
            "e.csv (text) has more than 16,484 columns in line 1; embeddings have 1 to 16,384.",
            () => EmbeddingFile.Read("e.csv", line)
        );
        Assert.Equal(
            "p.csv (text) has more than 356 columns in line 1; probabilities have 1 to 256.",
            Assert.Throws<DatasetException>(() => ProbabilityFile.Read("p.csv", line)).Message
        );
    }

    [Fact]
    public void An_archive_is_read_by_its_only_array_or_by_name()
    {
        var array = Npy("<f4", "(4, 3)", false, Bytes("<f4", false));
        Assert.Equal(Values, EmbeddingFile.Read("e.npz", Npz(("z", array))).Values);
        Assert.Equal(Values, EmbeddingFile.Read("e.npz", Npz(("y", Npy("<i8", "(4,)", false, new byte[32])), ("features", array))).Values);
        Refused(
            "e.npz has 2 arrays and none is called embeddings or features or embedding: save the embeddings alone.",
            () => EmbeddingFile.Read("e.npz", Npz(("y", array), ("z", array)))
        );
    }

    [Theory]
    [InlineData("1,-2,30\n4,5,-6\n7,8,9\n10,11,12\n")]
    [InlineData("1e0;-2,0;30\n4;5;-6\n7;8;9\n10;11;12\n")]
    [InlineData("f_0\tf_1\tf_2\n1\t-2\t30\n4\t5\t-6\n7\t8\t9\n10\t11\t12\n")]
    // Numbered rows in another order, columns as their names sort, and names of files beside.
    [InlineData("id,f0,f2,f1\n2,7,9,8\n0,1,30,-2\n3,10,12,11\n1,4,-6,5\n")]
    [InlineData("file,x,y,z\n00.png,1,-2,30\n01.png,4,5,-6\n02.png,7,8,9\n03.png,10,11,12\n")]
    public void Text_is_read_as_probabilities_are(string text) =>
        Assert.Equal(Values, EmbeddingFile.Read("e.csv", Encoding.UTF8.GetBytes(text)).Values);

    [Theory]
    [InlineData("1.5,2,3\n4,nan,6\n", "e.csv has no number in row 1, column 1 (counted from 0): give a number within")]
    [InlineData("1.5,2,3\n4,5,1e16\n", "e.csv has 1E+16 in row 1, column 2 (counted from 0): give a number within")]
    [InlineData(
        "1.5,2,3\n0,0,0\n",
        "e.csv has 0 in each column of row 1 (counted from 0), as where no embedding was made: make that example's again."
    )]
    [InlineData(
        "1.5,2,3\n4,5,6\n7,7,7\n",
        "e.csv has 7 in each column of row 2 (counted from 0), as where no embedding was made: make that example's again."
    )]
    [InlineData("0,5\n0,0\n", "e.csv has 0 in each column of row 1 (counted from 0), as where no embedding was made")]
    [InlineData(
        "1.00001,2\n1,2.00001\n1,2\n",
        "e.csv has nearly the same numbers in each row, none of which deviates by 0.0001: multiply them, or save those of another layer."
    )]
    [InlineData("1,2\n3,x\n", "e.csv (text) has x in line 2, which is no number: give a number for each feature.")]
    [InlineData("1,2\n3\n", "e.csv (text) has 1 numbers in line 2, but 2 before: give each example the same.")]
    [InlineData("f0,f1,label\n1,2,0\n", "e.csv (text) has a column label, which by its name is no feature: give one column for each")]
    [InlineData("a\nb\n", "e.csv (text) holds no numbers: give a row for each example and a column for each feature.")]
    [InlineData(
        "id,f\n3,0.5\n9,0.25\n4,1\n",
        "e.csv (text) has a column \"id\" that does not number the examples from 0 or 1, each once, beside one for each feature"
    )]
    [InlineData("[[1, 2], [3, 4]]", "e.csv is JSON, which is not read as embeddings: save them as CSV or .npy.")]
    [InlineData("", "e.csv is empty: it holds no embeddings.")]
    public void Text_that_is_no_table_of_embeddings_is_refused_in_one_sentence(string text, string sentence) =>
        Assert.StartsWith(
            sentence,
            Assert.Throws<DatasetException>(() => EmbeddingFile.Read("e.csv", Encoding.UTF8.GetBytes(text))).Message,
            StringComparison.Ordinal
        );

    /// <summary>What would be unpickled, and what announces more than it holds, is never read.</summary>
    [Theory]
    [InlineData("|O", "(4, 3)", "(a NumPy array of |O, 4 x 3) holds values of type |O, which are not read")]
    [InlineData("<U8", "(1, 3)", "is no table of plain numbers: save the embeddings as float32 or float64.")]
    [InlineData("<c8", "(4, 3)", "holds values of type <c8, which are not read")]
    [InlineData("<f4", "(999999999999999999, 999999999999999999)", "fetch or make it again.")]
    [InlineData("<f4", "(4294967296, 4294967296)", "fetch or make it again.")]
    [InlineData("<f4", "(4, 4)", "has 96 bytes of values; its header announces 64: fetch or make it again.")]
    [InlineData("<f8", "(12,)", "is no table: give a row for each example and a column for each feature.")]
    [InlineData("<f8", "(2, 2, 3)", "is no table: give a row for each example and a column for each feature.")]
    [InlineData("<f8", "(0, 3)", "fetch or make it again.")]
    [InlineData("[('a', '<f4')]", "(4, 3)", "has a header without a plain type and shape")]
    public void A_hostile_header_is_refused_in_one_sentence(string type, string shape, string sentence)
    {
        var refusal = Assert.Throws<DatasetException>(() => EmbeddingFile.Read("e.npy", Npy(type, shape, false, Bytes("<f8", false))));
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith("e.npy ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_cut_off_are_refused()
    {
        var whole = Npy("<f4", "(4, 3)", false, Bytes("<f4", false));
        foreach (var length in new[] { 5, 9, 40, whole.Length - 1 })
            Assert.StartsWith(
                "e.npy ",
                Assert.Throws<DatasetException>(() => EmbeddingFile.Read("e.npy", whole[..length])).Message,
                StringComparison.Ordinal
            );
    }

    private static void Refused(string sentence, Func<EmbeddingTable> read) =>
        Assert.Equal(sentence, Assert.Throws<DatasetException>(read).Message);

    private static byte[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)((i * 7) + (i / 16_384)))];

    private static byte[] Bytes(string type, bool isFortran)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < Values.Length; i++)
        {
            var value = isFortran ? Values[(i % 4 * 3) + (i / 4)] : Values[i];
            byte[] cell = type[1..] switch
            {
                "f8" => BitConverter.GetBytes((double)value),
                "f4" => BitConverter.GetBytes(value),
                "f2" => BitConverter.GetBytes((Half)value),
                "i8" => BitConverter.GetBytes((long)value),
                "i2" => BitConverter.GetBytes((short)value),
                "i1" => [(byte)(sbyte)value],
                _ => throw new ArgumentOutOfRangeException(nameof(type), type, "a type that no test writes"),
            };
            if (type[0] == '>')
                Array.Reverse(cell);
            bytes.AddRange(cell);
        }
        return [.. bytes];
    }

    private static byte[] Npy(string type, string shape, bool isFortran, byte[] values)
    {
        var descr = type.StartsWith('[') ? type : $"'{type}'";
        var header = $"{{'descr': {descr}, 'fortran_order': {(isFortran ? "True" : "False")}, 'shape': {shape}, }}\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. values];
    }
}
