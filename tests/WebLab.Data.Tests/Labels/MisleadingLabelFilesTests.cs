using System.Text;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;
using static WebLab.Data.Tests.Labels.FortyLabels;

namespace WebLab.Data.Tests.Labels;

/// <summary>Files that could be taken for something else than they are: each is read right, or refused by a sentence that names what it
/// is.</summary>
public sealed class MisleadingLabelFilesTests
{
    // As names of files sort: 0, 1, 10, 11 and so on.
    private static readonly int[] Sorted = [.. Enumerable.Range(0, Count).OrderBy(i => $"{i}", StringComparer.Ordinal)];

    private static readonly string[] Stars = ["1", "2", "3", "5", "-1"];

    public static TheoryData<string, string> Understood =>
        new()
        {
            { "JSON lines", string.Concat(Clean.Select((label, i) => $$"""{"index": {{i}}, "label": {{label}}}""" + "\r\n").Reverse()) },
            { "JSON lines of lists", string.Concat(Clean.Select((label, i) => $"[{i}, {label}]\n")) + "\n\n" },
            { "a spreadsheet's word on the separator", "sep=;\r\nindex;label\r\n" + Indexed(i => $"{i};{Clean[i]}") },
            { "names of files in another order, with an index of the same", "n,file,label\n" + Indexed(i => Named(Sorted[i])) },
            { "labels that are called so", "fold,label\n" + Indexed(i => $"{i % 3}.5,{Clean[i]}") },
        };

    public static TheoryData<string, string> Refused =>
        new()
        {
            // The heading that pandas writes, and one label that is missing.
            { "0\n" + Lines(Clean[..12]) + "\n" + Lines(Clean[13..]), "has 0 in line 1, which may be a heading, and nothing in line 14" },
            {
                "file,label\n" + Indexed(i => $"img_{Sorted[i]}.png,{Clean[Sorted[i]]}"),
                "has \"img_10.png\" in line 4 in its column \"file\", which numbers the images in another order than they stand in"
            },
            {
                $"{{{string.Join(", ", Sorted.Select(i => $"\"{i}.png\": {Clean[i]}"))}}}",
                "has \"10.png\" at index 2 in its column \"index\", which numbers the images in another order than they stand in"
            },
            // Shuffled by pandas, its index reset and written with another.
            {
                ",index,label\n" + Indexed(i => $"{i},{Sorted[i]},{Clean[Sorted[i]]}"),
                "has 10 in line 4 in its column \"index\", which numbers the images in another order than its column \"\""
            },
            { "label,fold\n" + Indexed(i => $"{Names[Clean[i]]}s,{i % 5}"), "has 2 columns that may be labels: label, fold" },
            { "label,confidence\n" + Indexed(i => $"{Names[Clean[i]]}s,1.0"), "has 2 columns that may be labels: label, confidence" },
            { string.Join(',', Names) + "\n" + Indexed(i => OneHot(i, "True", "False")), "has a column of zeros and ones for each class" },
            {
                "file," + string.Join(',', Names) + "\n" + Indexed(i => $"{i}.png,{OneHot(i, "1", "0")}"),
                "has a column of zeros and ones for each class"
            },
            { string.Join(',', Names) + "\n" + Indexed(i => OneHot(i, "41", "1")), "has a column of votes for each class" },
            { """{"label": {"0": 3, "1": 4}}""", "(a JSON object of objects) is not read: give a list of labels" },
            { "{\"label\": 3}\n{\"label\": }\n", "begins like JSON and is none in line 2" },
        };

    [Theory]
    [MemberData(nameof(Understood))]
    public void Text_is_read_right(string form, string text) => Assert.True(Clean.SequenceEqual(Read(text, Forty)), form);

    [Theory]
    [MemberData(nameof(Refused))]
    public void Text_that_would_be_misread_is_refused(string text, string sentence) =>
        Refuses("labels.csv", Encoding.UTF8.GetBytes(text), sentence);

    [Fact]
    public void Classes_that_are_called_by_numbers_are_read_by_name()
    {
        int[] labels = [.. Clean.Select(label => label % Stars.Length)];
        var target = Forty with { Classes = Stars };
        Assert.Equal(labels, Read("index,label\n" + Indexed(i => $"{i},{Stars[labels[i]]}"), target));
        Assert.Equal(labels, Read($"[{string.Join(", ", labels.Select(label => Stars[label]))}]", target));
        // All of them places too: those of the classes, which the form of a label in bytes always means.
        Assert.Equal(Bytes(labels), LabelFile.Read("a.u8", Bytes(labels), target, new()));
    }

    [Fact]
    public void Numbers_that_are_names_and_places_of_different_classes_are_refused()
    {
        var target = Forty with { Classes = ["1", "2", "3", "4"] };
        var error = Assert.ThrowsAny<DatasetException>(() => Read(Lines(Clean.Select(label => (label % 3) + 1)), target));
        Assert.Contains(
            "has 1 in line 1, which is the name of one class and, counted from 0, the number of another",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(
            Clean.Select(label => label % 3),
            Array.ConvertAll(
                LabelFile.Read("a.csv", Encoding.UTF8.GetBytes(Lines(Clean.Select(label => (label % 3) + 1))), target, new(Base: 1)),
                label => (int)label
            )
        );
    }

    [Fact]
    public void Classes_that_differ_in_capitals_alone_are_told_apart()
    {
        string[] classes = ["Cat", "cat", "dog"];
        int[] labels = [.. Clean.Select(label => label % 3)];
        Assert.Equal(labels, Read(string.Concat(labels.Select(label => $"{classes[label]}\n")), Forty with { Classes = classes }));
        var error = Assert.ThrowsAny<DatasetException>(() =>
            Read(string.Concat(labels.Select(label => $"{classes[label]}\n").Skip(1)) + "CAT\n", Forty with { Classes = classes })
        );
        Assert.Contains("has \"CAT\" in line 40", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_may_begin_like_a_remark()
    {
        string[] classes = ["#1", "#2"];
        int[] labels = [.. Clean.Select(label => label % 2)];
        Assert.Equal(labels, Read(string.Concat(labels.Select(label => $"{classes[label]}\n")), Forty with { Classes = classes }));
    }

    [Theory]
    [InlineData("MATLAB 7.3 MAT-file, Platform: GLNXA64\u0001", "is a MATLAB file")]
    [InlineData("FEA1\u0001", "is a Feather file")]
    [InlineData("Obj\u0001", "is an Avro file")]
    [InlineData("SQLite format 3\0", "is an SQLite database")]
    [InlineData("CDF\u0001", "is a NetCDF file")]
    [InlineData("GIF89a\u0001", "is a GIF image")]
    [InlineData("]\0\0", "is an LZMA file")]
    [InlineData("(lp0\nI3\naI4\na.", "is a Python pickle of protocol 0 or 1")]
    [InlineData("]q\0(K\u0003K\u0004e.", "is a Python pickle of protocol 0 or 1")]
    [InlineData("cnumpy.core.multiarray\n_reconstruct\np0\n.", "is a Python pickle of protocol 0 or 1")]
    public void Further_foreign_forms_are_named(string text, string sentence) =>
        Refuses("labels", Encoding.Latin1.GetBytes(text), sentence);

    [Fact]
    public void Archives_and_numbers_of_other_kinds_are_named()
    {
        byte[] tar = [.. new byte[257], .. "ustar\0"u8, .. new byte[249]];
        Refuses("labels.tar.gz", Gzipped(tar), "is a tar archive: unpack it and give the file of labels.");
        Refuses("labels.gz", Gzipped(Gzipped(Encoding.UTF8.GetBytes(Lines(Clean)))), "is gzipped twice");
        byte[] floats = [.. Clean.SelectMany(label => BitConverter.GetBytes((float)label))];
        Refuses("labels.bin", floats, "has as many bytes as 40 numbers of 32 bits, but they are no whole numbers from 0 to 9");
        Refuses("labels.csv", [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(Lines(Clean))], "is not what .csv says");
    }

    [Fact]
    public void Pickles_say_what_is_no_label_in_them()
    {
        // A list of 3 and of nothing; of 3 and a word; of a list.
        Refuses("a.pkl", [0x80, 2, .. "]q\0(K\u0003Ne."u8], "has nothing (None) at index 1; a label is a whole number");
        Refuses("a.pkl", [0x80, 2, .. "]q\0(K\u0003U\u0001xe."u8], "has the text \"x\" among others than texts at index 1");
        Refuses("a.pkl", [0x80, 2, .. "]q\0]q\u0001a."u8], "has a list, an array or the like at index 0");
        // {b'labels': [3]}, as Python 2 wrote keys.
        Assert.Contains("has 1 labels", Refusal("a.pkl", [0x80, 3, .. "}q\0C\u0006labels]q\u0001K\u0003as."u8]), StringComparison.Ordinal);
        byte[] bfloat = [0x80, 2, .. "(X\u0007\0\0\0storagectorch\nBFloat16Storage\nX\u0001\0\0\00X\u0003\0\0\0cpuK\u0028tQ."u8];
        Refuses("a.pkl", bfloat, "holds a tensor in a BFloat16Storage, which is not read: save it as int64");
    }

    [Fact]
    public void Objects_in_rows_are_columns_and_no_list()
    {
        // numpy.array(..., dtype=object) of 20 rows and 2 columns is no list of 40.
        var error = Assert.ThrowsAny<DatasetException>(() =>
            LabelFile.Read("a.npy", ObjectArray(20, 2), Forty with { TrainSize = 20 }, new())
        );
        Assert.Contains("has 2 columns that may be labels: 0, 1", error.Message, StringComparison.Ordinal);
        var labels = LabelFile.Read("a.npy", ObjectArray(20, 2), Forty with { TrainSize = 20 }, new("1"));
        Assert.Equal([.. Enumerable.Range(0, 20).Select(row => Clean[(2 * row) + 1])], labels.Select(label => (int)label));
    }

    private static byte[] ObjectArray(int rows, int columns)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '|O', 'fortran_order': False, 'shape': ({rows}, {columns}), }}\n");
        byte[] reconstruct =
        [
            0x80,
            2,
            .. "cnumpy.core.multiarray\n_reconstruct\n"u8,
            .. "cnumpy\nndarray\nK\0"u8,
            0x85,
            .. "U\u0001b"u8,
            0x87,
            (byte)'R',
        ];
        byte[] state =
        [
            .. "(K\u0001K"u8,
            (byte)rows,
            (byte)'K',
            (byte)columns,
            0x86,
            .. "cnumpy\ndtype\nU\u0002O8K\0K\u0001"u8,
            0x87,
            (byte)'R',
            0x89,
            .. "](K"u8,
            .. Clean.SelectMany((label, i) => i == 0 ? new[] { (byte)label } : [(byte)'K', (byte)label]),
            .. "etb."u8,
        ];
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. reconstruct, .. state];
    }

    private static int[] Read(string text, LabelTarget target) =>
        Array.ConvertAll(LabelFile.Read("labels.csv", Encoding.UTF8.GetBytes(text), target, new()), label => (int)label);

    private static void Refuses(string name, byte[] content, string sentence)
    {
        var refusal = Refusal(name, content);
        Assert.Contains(sentence, refusal, StringComparison.Ordinal);
        Assert.StartsWith(name, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal);
    }

    private static string Indexed(Func<int, string> row) => string.Concat(Enumerable.Range(0, Count).Select(i => row(i) + "\n"));

    private static string Named(int image) => $"{image},img_{image}.png,{Clean[image]}";

    private static string OneHot(int row, string one, string zero) =>
        string.Join(',', Enumerable.Range(0, Names.Length).Select(label => label == Clean[row] ? one : zero));
}
