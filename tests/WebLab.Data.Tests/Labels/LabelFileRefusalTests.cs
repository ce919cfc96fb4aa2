using System.Text;
using WebLab.Contracts;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;

namespace WebLab.Data.Tests.Labels;

/// <summary>The forms of <c>docs/labels.md</c> that are refused, each with one sentence that names file, form, place and cure.</summary>
public sealed class LabelFileRefusalTests
{
    private static readonly int[] Clean = FortyLabels.Clean;

    public static TheoryData<string, string> Texts =>
        new()
        {
            { Lines(Clean[1..]), "(text, a label a line) has 39 labels; Forty has 40 training images: give a label for each image" },
            { Lines([.. Clean, 3]), "(text, a label a line) has 41 labels; Forty has 40 training images: take out what is too many." },
            // A first line that is no position of a column is a label too many, never a heading.
            { Lines([7, .. Clean]), "has 41 labels; Forty has 40 training images: take out what is too many." },
            { Lines([1, .. Clean]), "has 41 labels; Forty has 40 training images" },
            { Lines(Clean[..20]), "has 20 labels; Forty has 40 training images: it has as many labels as there are test images" },
            { Lines([.. Clean, .. Clean[..20]]), "has 60 labels; Forty has 40 training images: give the training labels alone." },
            { "label\n" + Lines(Clean[1..]), "has the heading \"label\" in line 1 and then 39 labels; Forty has 40 training images" },
            { "-1\n" + Lines(Clean[1..]), "has -1 in line 1; a label is a whole number from 0 to 9" },
            { "nan\n" + Lines(Clean[1..]), "has the heading \"nan\" in line 1 and then 39 labels" },
            { "?\n" + Lines(Clean[1..]), "has \"?\" in line 1; a label is a whole number from 0 to 9" },
            { Lines(Clean[1..]) + "NaN\n", "has \"NaN\" in line 40; a label is a whole number from 0 to 9" },
            { Lines(Clean[1..]) + "10\n", "has 10 in line 40; a label is a whole number from 0 to 9 or, in each row alike, a class name." },
            { Lines(Clean[1..]) + "1.5\n", "has 1.5 in line 40" },
            { Lines(Clean[1..]) + "cat\n", "has \"cat\" in line 40" },
            { Lines(Clean[1..]) + "0x1\n", "has \"0x1\" in line 40" },
            { Lines(Clean[1..]) + "\"1,000\"\n", "has \"1,000\" in line 40" },
            { Lines(Clean[1..]) + "=SUM(A1)\n", "has \"=SUM(A1)\" in line 40" },
            { Lines(Clean[1..]) + "1,2\n", "has \"1,2\" in line 40" },
            { Lines(Clean[..2]) + "1,2\n" + Lines(Clean[3..]), "has 2 cells in line 3, but 1 cell in line 1: give each line the same." },
            { Lines(Clean[1..]) + "\"3\n", "has a quotation mark in line 40 that is not closed." },
            {
                "a\n" + string.Concat(Clean.Select(label => $"{label},{label},1\n")),
                "has 1 cell in its heading, but 3 cells in the lines below"
            },
            // A class name too many is a label too many, and no heading.
            { "cat\n" + Names(0, "cat"), "has 41 labels; Forty has 40 training images: take out what is too many." },
            { Names(3, "seal"), "has \"seal\" in line 4; a label is a whole number from 0 to 9 or, in each row alike, a class name." },
            { Names(0, "seal"), "has \"seal\" in line 1" },
            { Names(3, "7"), "has 7 in line 4" },
            { Indexed(i => i == 4 ? 3 : i), "has 3 in line 6 in its column \"index\", which must number each image once, from 0." },
            { Indexed(i => i + 2), "has a column \"index\" that does not number the images from 0 to 39: it goes up to 41." },
            { Indexed(i => i == 39 ? -1 : i), "has -1 in line 41 in its column \"index\"" },
            {
                "label,label\n" + string.Concat(Clean.Select(label => $"{label},{label}\n")),
                "has 2 columns that may be labels: label, label"
            },
            // Numbers that are out of range may still be meant as labels: they are asked about, not passed over.
            {
                "noisy,true\n" + string.Concat(Clean.Select(label => $"{label - 1},{label}\n")),
                "has 2 columns that may be labels: noisy, true"
            },
            { OneHot(), "(text, 10 columns) has a column of zeros and ones for each class" },
            { "\n \n", "(text) holds no labels." },
            { "label\n", "has 1 labels; Forty has 40 training images" },
            { $"[{string.Join(",", Clean)}", "begins like JSON and is none in line 1" },
            { $"[{string.Join(" ", Clean)}]", "begins like JSON and is none in line 1" },
            { $"[{string.Join(",", Clean[1..])}, NaN]", "begins like JSON and is none" },
            { $"[{string.Join(",", Clean[1..])}, null]", "has \"null\" at index 39" },
            { $"[{string.Join(",", Clean[1..])}]", "(a JSON list) has 39 labels" },
            { $$"""{"a": [1, 2], "b": [1, 2, 3]}""", "(a JSON object of lists) has lists of 2, 3 values; Forty has 40 training images" },
            { "{\"labels\": {\"a\": [1]}}", "(a JSON object of objects) is not read: give a list of labels" },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_is_refused_with_a_sentence(string text, string sentence) =>
        OneSentence("labels.csv", Encoding.UTF8.GetBytes(text), sentence);

    [Theory]
    [InlineData("one-hot.npy", "(a NumPy array of float64, 40 x 10) has a column of zeros and ones for each class")]
    [InlineData("probabilities.npy", "has a column of fractions for each class, which are probabilities and no labels")]
    [InlineData("images.npy", "(a NumPy array of uint8, 40 x 2 x 2) is no list of labels: give one label an image, as n or n x columns.")]
    [InlineData("fractions.npy", "(a NumPy array of float64, 40) has 3.5 at index 0; a label is a whole number from 0 to 9.")]
    [InlineData("nan.npy", "has NaN at index 4; a label is a whole number from 0 to 9.")]
    [InlineData("names.npy", "(a NumPy array of text of 7 characters, 40) has \"class 3\" at index 0")]
    [InlineData(
        "module.pt",
        "asks for torch.nn.modules.linear.Linear, which is code and not run: save the labels as a plain array or list."
    )]
    [InlineData("evil.pkl", "which is code and not run: save the labels as a plain array or list.")]
    public void Files_of_numpy_and_pytorch_are_refused_with_a_sentence(string file, string sentence)
    {
        OneSentence(file, FortyLabels.Made(file), sentence);
        Assert.False(File.Exists("/tmp/weblab-pickle-ran"));
    }

    [Theory]
    [InlineData("little-i8.npy")]
    [InlineData("both.npz")]
    [InlineData("arrays.pt")]
    [InlineData("tensors.pt")]
    [InlineData("older.pt")]
    [InlineData("protocol-2.pkl")]
    [InlineData("protocol-5.pkl")]
    public void Cut_and_damaged_files_are_refused_and_never_crash(string file)
    {
        var whole = FortyLabels.Made(file);
        for (var length = 1; length < whole.Length; length += 7)
            OneSentence(file, whole[..length], "");
        // A byte changed is refused, or changes nothing but a value: what it may never do is throw anything else.
        for (var at = 0; at < whole.Length; at += 3)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x55;
            try
            {
                LabelFile.Read(file, damaged, Target, new("clean_label"));
            }
            catch (DatasetException error)
            {
                Assert.StartsWith(file, error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Raw_numbers_of_another_length_are_refused()
    {
        OneSentence("a.u8", new byte[39], "(raw numbers) has 39 bytes; Forty has 40 training images");
        OneSentence("a.bin", new byte[164], "(raw numbers) has 164 bytes, or 41 integers of 32 bits; Forty has 40 training images");
        OneSentence("a.u8", [.. new byte[39], 12], "(raw bytes) has label 12 at index 39; a label is a whole number from 0 to 9.");
        // The labels of another number of images, in wider integers, as long as one byte an image would be.
        OneSentence(
            "a.bin",
            FortyLabels.Raw(Clean[..10], 4, false),
            "looks like 10 integers of 32 bits, but has as many bytes as Forty has images"
        );
        OneSentence("a.u8", FortyLabels.Raw(Clean[..5], 8, true), "looks like 5 integers of 64 bits");
        OneSentence(
            "a.u8",
            FortyLabels.Raw(Clean, 4, false),
            "(raw numbers) has 160 bytes, or 40 integers of 32 bits, or 20 integers of 64 bits"
        );
        OneSentence("a.csv", new byte[40], "is not what .csv says: it is neither text");
    }

    [Fact]
    public void Idx_files_of_another_kind_are_refused()
    {
        OneSentence(
            "a",
            [0, 0, 8, 1, 0, 0, 0, 39, .. FortyLabels.Bytes(Clean)],
            "(an IDX file of uint8, 39) is longer or shorter than its header"
        );
        OneSentence("a", [0, 0, 8, 1, 0, 0, 0, 36, .. FortyLabels.Bytes(Clean[..36])], "(an IDX file of uint8, 36) has 36 labels");
        OneSentence(
            "a",
            [0, 0, 8, 3, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, .. new byte[40]],
            "holds images, not labels: give the file of labels beside it."
        );
    }

    [Theory]
    [InlineData("PAR1xxxx", "is a Parquet file, which is not read as labels: save them as CSV, JSON or .npy.")]
    [InlineData("%PDF-1.7", "is a PDF document")]
    [InlineData("MATLAB 5.0 MAT-file", "is a MATLAB file")]
    public void Foreign_forms_are_named(string text, string sentence) => OneSentence("labels", Encoding.ASCII.GetBytes(text), sentence);

    [Fact]
    public void Empty_and_huge_files_are_refused()
    {
        OneSentence("a", [], "is empty: it holds no labels.");
        OneSentence("a", new byte[16_000_001], "has 16,000,001 bytes; a label file has at most 16,000,000.");
        OneSentence("a.gz", FortyLabels.Gzipped(new byte[16_000_001]), "unpacks to more than 16,000,000 bytes");
        OneSentence("a.csv", Encoding.ASCII.GetBytes(new string(',', 3_000_000)), "holds more than 1,500,000 values");
        var many = string.Concat(Enumerable.Repeat("7\n", Target.TrainCount + Target.TestCount + 2));
        OneSentence(
            "a.txt",
            Encoding.ASCII.GetBytes(many),
            Sentence.Of($"has more than {Target.TrainCount + Target.TestCount + 1:N0} lines")
        );
        OneSentence("a.json", Encoding.ASCII.GetBytes($"[{many.TrimEnd().Replace('\n', ',')}]"), "labels; Forty");
        OneSentence("a.gz", FortyLabels.Gzipped(new byte[40])[..20], "is not a whole gzip file");
        OneSentence("a.gz", [0x1f, 0x8b, .. new byte[8_000_000]], "has at most 8,000,000: give it unpacked.");
        OneSentence("a.csv", Encoding.ASCII.GetBytes(new string(',', 1_000)), "has 1,001 columns; a file of labels has at most 1,000");
        // A pickle of a list of numbers, each an object of its own.
        byte[] numbers = [0x80, 2, (byte)']', (byte)'(', .. Enumerable.Range(0, 700_000).SelectMany(_ => new byte[] { (byte)'M', 1, 1 })];
        OneSentence("a.pkl", [.. numbers, (byte)'e', (byte)'.'], "so many values one by one that they take more than 32 MB");
    }

    private static LabelTarget Target => FortyLabels.Forty;

    private static void OneSentence(string name, byte[] content, string sentence)
    {
        var refusal = FortyLabels.Refusal(name, content);
        Assert.StartsWith(name, refusal, StringComparison.Ordinal);
        Assert.EndsWith(".", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal);
        Assert.Contains(sentence, refusal, StringComparison.Ordinal);
    }

    private static string Lines(IEnumerable<int> labels) => FortyLabels.Lines(labels);

    private static string Names(int at, string name) =>
        string.Concat(Clean.Select((label, i) => i == at ? $"{name}\n" : $"{FortyLabels.Forty.Classes[label]}\n"));

    private static string Indexed(Func<int, int> index) =>
        "index,label\n" + string.Concat(Clean.Select((label, i) => $"{index(i)},{label}\n"));

    private static string OneHot() =>
        string.Concat(Clean.Select(label => string.Join(",", Enumerable.Range(0, 10).Select(i => i == label ? 1 : 0)) + "\n"));
}
