using System.Text;
using WebLab.Contracts;
using WebLab.Data.Labels;
using static WebLab.Data.Tests.Labels.FortyLabels;

namespace WebLab.Data.Tests.Labels;

/// <summary>The forms of <c>docs/labels.md</c> that are understood. The binary ones are NumPy's and
/// PyTorch's own: <c>Files/make.py</c>.</summary>
public sealed class LabelFileTests
{
    public static TheoryData<string, string> Texts =>
        new()
        {
            { "a label a line", Lines(Clean) },
            { "no last line end", Lines(Clean).TrimEnd() },
            { "Windows line ends", Lines(Clean).Replace("\n", "\r\n", StringComparison.Ordinal) },
            { "old Macintosh line ends", Lines(Clean).Replace("\n", "\r", StringComparison.Ordinal) },
            { "blank lines at the end and between", Lines(Clean).Replace("\n", "\n\n", StringComparison.Ordinal) + "\n\n \n" },
            { "a heading", "label\n" + Lines(Clean) },
            { "a heading that begins with a digit", "0\n" + Lines(Clean) },
            { "a heading that begins with a digit and goes on", "2nd annotator\n" + Lines(Clean) },
            { "pandas with index, unnamed column", ",0\n" + Indexed(Clean) },
            { "pandas with index, named column", ",label\n" + Indexed(Clean) },
            { "pandas with an index read and written again", "Unnamed: 0,label\n" + Indexed(Clean) },
            { "index and label", "index,label\n" + Indexed(Clean) },
            { "index and label without heading", Indexed(Clean) },
            { "index and label in another order", "index,label\n" + Reversed(Clean, 0) },
            { "index from 1 in another order", "id,label\n" + Reversed(Clean, 1) },
            { "label and index", "label,index\n" + string.Concat(Clean.Select((label, i) => $"{label},{i}\n").Reverse()) },
            { "R's write.table", "\"label\"\n" + string.Concat(Clean.Select((label, i) => $"\"{i + 1}\" {label}\n")) },
            { "quoted cells", "\"label\"\n" + string.Concat(Clean.Select(label => $"\"{label}\"\n")) },
            { "single quotes", string.Concat(Clean.Select(label => $"'{label}'\n")) },
            { "semicolons", "index;label\n" + Indexed(Clean).Replace(',', ';') },
            { "tabs", "index\tlabel\n" + Indexed(Clean).Replace(',', '\t') },
            { "bars", "index|label\n" + Indexed(Clean).Replace(',', '|') },
            { "spaces", Indexed(Clean).Replace(',', ' ') },
            { "a separator at the end of each line", Lines(Clean).Replace("\n", ",\n", StringComparison.Ordinal) },
            { "spaces around", Lines(Clean).Replace("\n", "  \n ", StringComparison.Ordinal) },
            { "floats", string.Concat(Clean.Select(label => $"{label}.0\n")) },
            { "numpy.savetxt", string.Concat(Clean.Select(label => $"{label}.000000000000000000e+00\n")) },
            { "numpy.savetxt with a heading", "# label\n" + string.Concat(Clean.Select(label => $"{label}.000000000000000000e+00\n")) },
            { "exponents", string.Concat(Clean.Select(label => $"{label}e0\n")) },
            { "plus signs", string.Concat(Clean.Select(label => $"+{label}\n")) },
            { "class names", string.Concat(Clean.Select(label => $"{Names[label]}\n")) },
            {
                "class names, capitals and a heading",
                "Label\n" + string.Concat(Clean.Select(label => $"{Names[label].ToUpperInvariant()}\n"))
            },
            { "class names beside an index", "id,label\n" + string.Concat(Clean.Select((label, i) => $"{i},{Names[label]}\n")) },
            { "file names beside labels", "file,label\n" + string.Concat(Clean.Select((label, i) => $"train/{i:00000}.png,{label}\n")) },
            { "confidences beside labels", "label,confidence\n" + string.Concat(Clean.Select((label, i) => $"{label},0.{i + 11}\n")) },
            { "all in one line", string.Join(", ", Clean) },
            { "all in one line, spaces", string.Join(' ', Clean) },
            { "a JSON list", $"[{string.Join(", ", Clean)}]" },
            { "a JSON list over many lines", $"[\n{string.Join(",\n", Clean)}\n]\n" },
            { "a JSON list of names", $"[{string.Join(", ", Clean.Select(label => $"\"{Names[label]}\""))}]" },
            { "a JSON list of lists of one", $"[{string.Join(", ", Clean.Select(label => $"[{label}]"))}]" },
            { "a JSON object of one list", $"{{\"labels\": [{string.Join(", ", Clean)}], \"count\": 40}}" },
            { "a JSON object of index to label", $"{{{string.Join(", ", Clean.Select((label, i) => $"\"{i}\": {label}").Reverse())}}}" },
            {
                "a JSON list of objects",
                $"[{string.Join(", ", Clean.Select((label, i) => $$"""{"index": {{i}}, "label": {{label}}}""").Reverse())}]"
            },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_is_understood(string form, string text) => Assert.True(Clean.SequenceEqual(Read("labels.csv", text)), form);

    /// <summary>A class called - had an apostrophe before it, which opened a quotation that nothing closed.</summary>
    [Fact]
    public void Names_that_a_spreadsheet_takes_for_formulas_are_read_as_they_were_written()
    {
        string[] names = ["-", "=1+1", "@home", "+b", "＝c", "'tis", "\"=d", "plain", "a, b", "it's"];
        var target = new LabelTarget("Odd", names, Count, 20, Count);
        var text = string.Concat(
            Clean.Select((label, i) => Csv.Line(i, names[label], $"-{i}.png") + "\r\n").Prepend(Csv.Line("index", "label", "file") + "\r\n")
        );
        Assert.Equal(Bytes(Clean), LabelFile.Read("labels.csv", Encoding.UTF8.GetBytes(text), target, new()));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_in_other_encodings_and_gzipped_is_understood(string form, string text)
    {
        foreach (var encoding in new Encoding[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
            Assert.True(Clean.SequenceEqual(Read("labels.csv", bytes)), $"{form}, {encoding.EncodingName}");
            Assert.True(Clean.SequenceEqual(Read("labels.csv.gz", Gzipped(bytes))), $"{form}, {encoding.EncodingName}, gzipped");
        }
    }

    [Theory]
    [InlineData("i1")]
    [InlineData("u1")]
    [InlineData("little-i2")]
    [InlineData("little-u2")]
    [InlineData("little-i4")]
    [InlineData("little-u4")]
    [InlineData("little-i8")]
    [InlineData("little-u8")]
    [InlineData("big-i2")]
    [InlineData("big-u2")]
    [InlineData("big-i4")]
    [InlineData("big-u4")]
    [InlineData("big-i8")]
    [InlineData("big-u8")]
    [InlineData("little-f2")]
    [InlineData("little-f4")]
    [InlineData("little-f8")]
    [InlineData("big-f4")]
    [InlineData("big-f8")]
    [InlineData("column")]
    [InlineData("row")]
    [InlineData("objects")]
    public void Array_is_understood(string file) => Assert.Equal(Clean, Read($"{file}.npy", Made($"{file}.npy")));

    [Theory]
    [InlineData("one.npz")]
    [InlineData("tensor.pt")]
    [InlineData("list.pt")]
    [InlineData("scalars.pkl")]
    public void Archive_and_pickle_of_one_list_are_understood(string file) => Assert.Equal(Clean, Read(file, Made(file)));

    [Fact]
    public void Truth_values_are_the_first_two_classes() =>
        Assert.Equal(Clean.Select(label => label % 2), Read("bool.npy", Made("bool.npy")));

    [Theory]
    [InlineData("two-columns.npy", "0", "1")]
    [InlineData("fortran.npy", "0", "1")]
    [InlineData("strided.pt", "0", "1")]
    [InlineData("both.npz", "clean_label", "worse_label")]
    [InlineData("dictionary.npy", "clean_label", "worse_label")]
    [InlineData("arrays.pt", "clean_label", "worse_label")]
    [InlineData("tensors.pt", "clean_label", "worse_label")]
    [InlineData("older.pt", "clean_label", "worse_label")]
    [InlineData("older-arrays.pt", "clean_label", "worse_label")]
    [InlineData("protocol-2.pkl", "clean_label", "worse_label")]
    [InlineData("protocol-3.pkl", "clean_label", "worse_label")]
    [InlineData("protocol-4.pkl", "clean_label", "worse_label")]
    [InlineData("protocol-5.pkl", "clean_label", "worse_label")]
    public void Columns_of_several_annotators_are_asked_for(string file, string clean, string worse) =>
        Chosen(file, Made(file), clean, worse);

    [Theory]
    [InlineData("label,label_noisy\n")]
    [InlineData("index,label,label_noisy\n")]
    [InlineData(",label,label_noisy\n")]
    [InlineData("file,label,label_noisy\n")]
    public void Columns_of_text_are_asked_for(string heading)
    {
        var lines = Clean.Select(
            (label, i) =>
                (heading.Split(',').Length, heading[0]) switch
                {
                    (3, 'f') => $"{i:00000}.png,{label},{Worse[i]}\n",
                    (3, _) => $"{i},{label},{Worse[i]}\n",
                    _ => $"{label},{Worse[i]}\n",
                }
        );
        Chosen("both.csv", Encoding.UTF8.GetBytes(heading + string.Concat(lines)), "label", "label_noisy");
    }

    [Fact]
    public void Columns_without_names_are_numbered_from_0()
    {
        var text = string.Concat(Clean.Select((label, i) => $"{label} {Worse[i]}\n"));
        Chosen("both.txt", Encoding.UTF8.GetBytes(text), "0", "1");
        Chosen("both.json", Encoding.UTF8.GetBytes($"[{string.Join(",", Clean.Select((label, i) => $"[{label},{Worse[i]}]"))}]"), "0", "1");
        var lists = $$"""{"clean": [{{string.Join(",", Clean)}}], "worse": [{{string.Join(",", Worse)}}]}""";
        Chosen("both.json", Encoding.UTF8.GetBytes(lists), "clean", "worse");
    }

    [Fact]
    public void Idx_files_are_understood()
    {
        byte[] header = [0, 0, 8, 1, 0, 0, 0, Count];
        byte[] idx = [.. header, .. Bytes(Clean)];
        Assert.Equal(Clean, Read("train-labels-idx1-ubyte", idx));
        Assert.Equal(Clean, Read("train-labels-idx1-ubyte.gz", Gzipped(idx)));
        byte[] wide = [0, 0, 0x0c, 1, 0, 0, 0, Count, .. Clean.SelectMany(label => new byte[] { 0, 0, 0, (byte)label })];
        Assert.Equal(Clean, Read("labels.idx", wide));
        // QMNIST: eight columns of 32-bit integers, the class first.
        byte[] qmnist =
        [
            0,
            0,
            0x0c,
            2,
            0,
            0,
            0,
            Count,
            0,
            0,
            0,
            2,
            .. Clean.SelectMany((label, i) => new byte[] { 0, 0, 0, (byte)label, 0, 0, 0, (byte)Worse[i] }),
        ];
        Chosen("qmnist-train-labels-idx2-int", qmnist, "0", "1");
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    [InlineData(8, false)]
    [InlineData(8, true)]
    public void Raw_integers_are_told_by_their_length(int width, bool isBigEndian)
    {
        Assert.Equal(Clean, Read("labels.bin", Raw(Clean, width, isBigEndian)));
        Assert.Equal(Clean, Read("labels", Raw(Clean, width, isBigEndian)));
    }

    [Fact]
    public void Labels_of_the_images_that_a_run_trains_on_are_enough()
    {
        var target = Forty with { TrainSize = 12 };
        int[] first = Clean[..12];
        Assert.Equal(
            first,
            Array.ConvertAll(LabelFile.Read("a.csv", Encoding.UTF8.GetBytes(Lines(first)), target, new()), label => (int)label)
        );
        Assert.Equal(first, Array.ConvertAll(LabelFile.Read("a", Raw(first, 4, false), target, new()), label => (int)label));
        Assert.Equal(
            Clean,
            Array.ConvertAll(LabelFile.Read("a.csv", Encoding.UTF8.GetBytes(Lines(Clean)), target, new()), label => (int)label)
        );
    }

    [Fact]
    public void Labels_from_1_are_read_so_when_it_is_said()
    {
        int[] fromOne = [.. Clean.Select(label => label + 1)];
        foreach (var content in new[] { Encoding.UTF8.GetBytes(Lines(fromOne)), Raw(fromOne, 1, false), Raw(fromOne, 8, true) })
        {
            Assert.Contains("say so with label-base 1", Refusal("labels", content), StringComparison.Ordinal);
            Assert.Equal(Clean, Array.ConvertAll(LabelFile.Read("labels", content, Forty, new(Base: 1)), label => (int)label));
        }
        Assert.Contains(
            "a label is a whole number from 1 to 10",
            Refusal("labels.csv", Encoding.UTF8.GetBytes(Lines(Clean)), new(Base: 1)),
            StringComparison.Ordinal
        );
    }

    private static string Indexed(int[] labels) => string.Concat(labels.Select((label, i) => $"{i},{label}\n"));

    private static string Reversed(int[] labels, int first) =>
        string.Concat(labels.Select((label, i) => $"{i + first},{label}\n").Reverse());

    private static void Chosen(string file, byte[] content, string clean, string worse)
    {
        var refusal = Refusal(file, content);
        Assert.Contains(
            $"has 2 columns that may be labels: {clean}, {worse}; say which with label-column.",
            refusal,
            StringComparison.Ordinal
        );
        Assert.Equal([clean, worse], LabelFile.Choices(file, content, Forty));
        Assert.Equal(Clean, Array.ConvertAll(LabelFile.Read(file, content, Forty, new(clean)), label => (int)label));
        Assert.Equal(Worse, Array.ConvertAll(LabelFile.Read(file, content, Forty, new(worse)), label => (int)label));
        Assert.Contains(
            $"has no column \"other\"; label-column must be one of {clean}, {worse}.",
            Refusal(file, content, new("other")),
            StringComparison.Ordinal
        );
    }

    private static int[] Read(string name, string text) => Read(name, Encoding.UTF8.GetBytes(text));

    private static int[] Read(string name, byte[] content) =>
        Array.ConvertAll(LabelFile.Read(name, content, Forty, new()), label => (int)label);
}
