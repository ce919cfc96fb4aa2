using System.Globalization;
using System.IO.Compression;
using System.Text;
using WebLab.Contracts.Datasets;

namespace WebLab.Training.Tests.Import;

/// <summary>Tables of features with a column of labels, however they are written; each choice is shown and can be changed.</summary>
public sealed class TableFormTests : IDisposable
{
    private readonly ImportTrial _trial = new();

    public static TheoryData<string, string, string> Written =>
        new()
        {
            { "commas with a heading", "a,b,label\n", "{0},{1},{2}\n" },
            { "no heading", "", "{0},{1},{2}\n" },
            { "semicolons", "a;b;label\r\n", "{0};{1};{2}\r\n" },
            { "tabs", "a\tb\tlabel\n", "{0}\t{1}\t{2}\n" },
            { "bars", "a|b|label\n", "{0}|{1}|{2}\n" },
            { "spaces", "a b label\n", "  {0}   {1} {2}\n" },
            { "quotation marks", "\"a\",\"b\",\"label\"\n", "\"{0}\", \"{1}\",\"{2}\"\n" },
            { "blank lines", "a,b,label\n\n", "\n{0},{1},{2}\n\n" },
        };

    public void Dispose() => _trial.Dispose();

    [Theory]
    [MemberData(nameof(Written))]
    public void Each_way_of_writing_gives_the_same_features(string way, string heading, string row)
    {
        Assert.NotEmpty(way);
        var lines = Enumerable
            .Range(0, 30)
            .Select(i => string.Format(CultureInfo.InvariantCulture, row, (i * 1.5) - 3, i * i, i % 3 == 0 ? "rose" : "tulip"));
        _trial.Write("flowers.csv", heading + string.Concat(lines));
        var (end, splits, _) = _trial.Import(new());
        Assert.Equal((DatasetKind.Features, 24, 6, 2), (end.Facts!.Kind, end.Facts.TrainCount, end.Facts.TestCount, end.Facts.Width));
        Assert.Equal(heading.Length == 0 ? ["0", "1"] : ["a", "b"], end.Facts.Columns);
        Assert.Equal(["rose", "tulip"], splits.Classes);
        foreach (var split in new[] { splits.Train, splits.Test })
        {
            for (var i = 0; i < split.Count; i++)
            {
                var number = (int)((split.Features![2 * i] + 3) / 1.5f);
                Assert.Equal(number * number, split.Features[(2 * i) + 1]);
                Assert.Equal(number % 3 == 0 ? 0 : 1, split.Labels[i]);
            }
        }
    }

    [Fact]
    public void Commas_before_fractions_are_found_and_can_be_said()
    {
        _trial.Write("t.csv", "x;kind\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},5;{(i % 2 == 0 ? "a" : "b")}\n")));
        var preview = _trial.Preview(new());
        Assert.Equal(
            (";", ",", true, "kind"),
            (preview.Choices.Separator, preview.Choices.DecimalMark, preview.Choices.HasHeading, preview.Choices.LabelColumn)
        );
        var (_, splits, _) = _trial.Import(new());
        Assert.All(splits.Train.Features!, value => Assert.Equal(0.5f, value - MathF.Floor(value)));
    }

    [Fact]
    public void Categories_dates_gaps_and_columns_of_row_numbers_become_features_or_are_left_out_and_all_is_said()
    {
        var rows = Enumerable
            .Range(0, 40)
            .Select(i =>
                $"{i},{(i == 7 ? "NA" : i % 2)},{(i % 3 == 0 ? "red" : i == 11 ? "" : "blue")},"
                + $"2024-01-{1 + (i % 28):00},name{i},{(i % 2 == 0 ? "yes" : "no")}\n"
            );
        var wide = string.Concat(
            Enumerable.Range(0, 60).Select(i => $"{40 + i},1,red,2024-02-01,other{i},{(i % 2 == 0 ? "yes" : "no")}\n")
        );
        _trial.Write("t.csv", "id,size,colour,day,name,outcome\n" + string.Concat(rows) + wide);
        var preview = _trial.Preview(new());
        Assert.Equal(
            [ColumnUse.LeaveOut, ColumnUse.Number, ColumnUse.OneHot, ColumnUse.Date, ColumnUse.LeaveOut, ColumnUse.Label],
            preview.Columns.Select(column => column.Use)
        );
        Assert.Equal(1, preview.Columns[1].Missing);
        Assert.Contains(preview.Understood, sentence =>
            sentence.Contains("1 missing numbers in 1 columns become the mean", StringComparison.Ordinal)
        );
        Assert.Contains("The column name has 100 different words and is left out.", preview.Odd);
        Assert.Contains("columns", preview.Changeable);
        var (end, splits, _) = _trial.Import(new());
        Assert.Equal(["size", "colour=blue", "colour=red", "colour is missing", "day"], end.Facts!.Columns);
        Assert.Contains(19_723f, splits.Train.Features!);
        Assert.All(splits.Train.Features!, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Choices_change_the_label_the_use_of_columns_and_what_is_done_about_gaps()
    {
        _trial.Write(
            "t.csv",
            "a,b,c\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{(i == 3 ? "?" : i)},{(char)('p' + (i % 3))},{i % 2}\n"))
        );
        Assert.Equal("c", _trial.Preview(new()).Choices.LabelColumn);
        var choices = new ImportChoices
        {
            LabelColumn = "b",
            Missing = MissingValues.LeaveOut,
            Columns = new Dictionary<string, ColumnUse> { ["c"] = ColumnUse.OneHot },
            HoldOut = 0.5,
            SplitSeed = 7,
        };
        var (end, splits, set) = _trial.Import(choices);
        Assert.Equal(["a", "c=0", "c=1"], end.Facts!.Columns);
        Assert.Equal(["p", "q", "r"], splits.Classes);
        Assert.Equal(19, end.Facts.TrainCount + end.Facts.TestCount);
        Assert.Contains("1 rows have missing values and are left out.", set.Odd);
        Assert.Contains(set.Understood, sentence =>
            sentence.Contains("50 % of each class", StringComparison.Ordinal) && sentence.Contains("seed 7", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("latin1")]
    public void Marks_and_encodings_are_told_apart(string name)
    {
        var encoding = name == "utf-8" ? new UTF8Encoding(true) : Encoding.GetEncoding(name);
        var text = "größe,klasse\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"{i},{(i % 2 == 0 ? "süß" : "sauer")}\n"));
        _trial.Write("t.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
        var (end, splits, _) = _trial.Import(new());
        Assert.Equal(["größe"], end.Facts!.Columns);
        Assert.Equal(["sauer", "süß"], splits.Classes);
    }

    [Fact]
    public void Files_or_a_column_for_training_and_test_are_the_split()
    {
        _trial.Write("train.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 10).Select(i => $"{i},{i % 2}\n")));
        using (var packed = new GZipStream(File.Create(Path.Combine(_trial.Sources, "test.csv.gz")), CompressionLevel.Fastest))
            packed.Write("x,y\n100,1\n101,0\n"u8);
        var (end, splits, _) = _trial.Import(new());
        Assert.Equal((10, 2), (end.Facts!.TrainCount, end.Facts.TestCount));
        Assert.Equal([100, 101], splits.Test.Features!);
        Directory.Delete(_trial.Target, recursive: true);

        var one = _trial.Write(
            "one.csv",
            "x,split,y\n" + string.Concat(Enumerable.Range(0, 10).Select(i => $"{i},{(i < 7 ? "train" : "test")},{i % 2}\n"))
        );
        (end, splits, _) = _trial.Import(new(), one);
        Assert.Equal((7, 3), (end.Facts!.TrainCount, end.Facts.TestCount));
        Assert.Equal(["x"], end.Facts.Columns);
    }

    [Fact]
    public void A_table_of_files_and_labels_names_the_images_beside_it()
    {
        for (var i = 0; i < 10; i++)
            _trial.Write($"pictures/{i}.png", ImportTrial.Png(4, 4, 1, (byte)i));
        _trial.Write(
            "labels.csv",
            "file,label\n"
                + string.Concat(Enumerable.Range(0, 9).Select(i => $"{i}.png,{(i % 2 == 0 ? "even" : "odd")}\n"))
                + "gone.png,odd\n"
        );
        var (end, splits, set) = _trial.Import(new());
        Assert.Equal(DatasetKind.Images, end.Facts!.Kind);
        Assert.Equal(["even", "odd"], splits.Classes);
        for (var i = 0; i < splits.Train.Count; i++)
            Assert.Equal(splits.Train.Image(i)[0] % 2, splits.Train.Labels[i]);
        Assert.Contains("1 images of the table are not there, for example gone.png.", set.Odd);
        Assert.Contains("1 images are not in the table and left out.", set.Odd);
        Assert.Equal((ImportForm.ImageTable, "file", "label"), (set.Choices.Form, set.Choices.FileColumn, set.Choices.LabelColumn));
    }

    [Fact]
    public void A_large_table_is_previewed_from_its_beginning_and_imported_whole()
    {
        _trial.Write("t.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 100_050).Select(i => $"{i},{i % 2}\n")));
        var preview = _trial.Preview(new());
        Assert.True(preview.IsPartial);
        Assert.Equal(100_000, preview.Classes.Sum(each => each.Train + each.Test));
        var (end, _, _) = _trial.Import(new());
        Assert.Equal(100_050, end.Facts!.TrainCount + end.Facts.TestCount);
    }
}
