using System.Text;
using WebLab.Contracts.Datasets;

namespace WebLab.Training.Tests.Import;

/// <summary>Tables as other programs write them: encodings, ends of lines and of rows, remarks, headings, numbers, dates, labels.</summary>
public sealed class OddTablesTests : IDisposable
{
    private static readonly string Plain = "length,width,class\n" + string.Concat(Rows("{0}.5,{1},{2}\n"));

    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private readonly ImportTrial _trial = new();

    /// <summary>Each is the same table of 40 rows.</summary>
    public static TheoryData<string, byte[]> SameTable =>
        new()
        {
            { "UTF-16 without a mark", Encoding.Unicode.GetBytes(Plain) },
            { "UTF-16 without a mark, high bytes first", Encoding.BigEndianUnicode.GetBytes(Plain) },
            { "old line ends", Encoding.UTF8.GetBytes(Plain.Replace('\n', '\r')) },
            { "a spreadsheet's word on the separator", Encoding.UTF8.GetBytes("sep=;\r\n" + Plain.Replace(',', ';')) },
            { "a separator at the end of each line", Encoding.UTF8.GetBytes(Plain.Replace("\n", ",\n", StringComparison.Ordinal)) },
            {
                "a separator at the end of each row",
                Encoding.UTF8.GetBytes(
                    Plain.Replace("0\n", "0,\n", StringComparison.Ordinal).Replace("1\n", "1,\n", StringComparison.Ordinal)
                )
            },
            { "remarks", Encoding.UTF8.GetBytes("# made by hand\n# in spring\n" + Plain) },
            { "the heading as a remark", Encoding.UTF8.GetBytes("# " + Plain) },
            {
                "fractions after commas in quotation marks",
                Encoding.UTF8.GetBytes("length,width,class\n" + string.Concat(Rows("\"{0},5\",{1},{2}\n")))
            },
            {
                "thousands",
                Encoding.UTF8.GetBytes(
                    "length,width,class\n" + string.Concat(Rows("{0}.5,{1},{2}\n")).Replace("39.5", "\"0,039.5\"", StringComparison.Ordinal)
                )
            },
            {
                "eighths after commas in quotation marks",
                Encoding.UTF8.GetBytes("length,width,class\n" + string.Concat(Rows("\"{0},500\",{1},{2}\n")))
            },
            { "places as names, as pandas writes them", Encoding.UTF8.GetBytes("0,1,2\n" + string.Concat(Rows("{0}.5,{1},{2}\n"))) },
            {
                "places as names beside an index, as pandas writes them",
                Encoding.UTF8.GetBytes(",0,1,2\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{i}.5,{i},{i % 2}\n")))
            },
            { "years as names", Encoding.UTF8.GetBytes("2019,2020,label\n" + string.Concat(Rows("{0}.5,{1},{2}\n"))) },
            { "percent signs", Encoding.UTF8.GetBytes("length,width,class\n" + string.Concat(Rows("{0}.5%,{1} %,{2}\n"))) },
        };

    public void Dispose() => _trial.Dispose();

    [Theory]
    [MemberData(nameof(SameTable))]
    public void A_table_is_the_same_however_a_program_writes_it(string how, byte[] bytes)
    {
        Assert.NotEmpty(how);
        _trial.Write("t.csv", bytes);
        var (_, splits, _) = _trial.Import(new() { HoldOut = 0.25 });
        Assert.Equal(2, splits.Columns!.Count);
        Assert.Equal(["0", "1"], splits.Classes);
        Assert.Equal((30, 10), (splits.Train.Count, splits.Test.Count));
        for (var i = 0; i < splits.Train.Count; i++)
            Assert.Equal(splits.Train.Features![2 * i], splits.Train.Features[(2 * i) + 1] + 0.5f);
    }

    [Fact]
    public void Western_letters_are_read_wherever_the_first_of_them_stands()
    {
        var rows = string.Concat(Enumerable.Range(0, 130_000).Select(i => $"{i % 7}.25,{(i % 2 == 0 ? "ja" : "nein")}\n"));
        _trial.Write("t.csv", Western.GetBytes($"a,label\n{rows}1,\u201Cgr\u00FCn\u201D\n2,\u201Cgr\u00FCn\u201D\n"));
        Assert.Equal(["ja", "nein", "\u201Cgr\u00FCn\u201D"], _trial.Import(new()).Splits.Classes);
    }

    [Fact]
    public void A_fraction_below_one_is_no_thousands()
    {
        _trial.Write("t.csv", "x,label\n" + string.Concat(Rows("\"0,125\",{2}\n")));
        Assert.All(_trial.Import(new()).Splits.Train.Features!, value => Assert.Equal(0.125f, value));
    }

    [Theory]
    [InlineData("#,Name,Height,label\n", "{0},,{1},{2}\n")]
    [InlineData("#,Name,Height,label\n", "{0},\"a, b\",{1},{2}\n")]
    public void A_column_may_be_called_like_a_remark(string heading, string row)
    {
        _trial.Write("t.csv", heading + string.Concat(Rows(row)));
        var (_, splits, _) = _trial.Import(new());
        Assert.Contains("Height", splits.Columns!);
        Assert.Equal(["0", "1"], splits.Classes);
    }

    [Theory]
    [InlineData("age,is_active_member,exited")]
    [InlineData("age,vehicle_class,exited")]
    public void A_feature_that_is_called_like_a_label_leaves_the_last_column_its_place(string heading)
    {
        _trial.Write("t.csv", heading + "\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{20 + i},{i / 3 % 2},{i % 2}\n")));
        Assert.Equal(["age", heading.Split(',')[1]], _trial.Import(new()).Splits.Columns);
    }

    [Fact]
    public void Names_that_stand_twice_or_not_at_all_are_still_a_heading()
    {
        _trial.Write("t.csv", "x,x,,label\n" + string.Concat(Rows("{0},{1},{0},{2}\n")));
        Assert.Equal(["x", "x_", "2"], _trial.Import(new()).Splits.Columns);
    }

    [Theory]
    [InlineData("+", "-")]
    [InlineData("None", "Mild")]
    public void A_class_may_be_called_what_elsewhere_means_missing(string one, string other)
    {
        _trial.Write("t.csv", "x,label\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{(i % 2 == 0 ? one : other)}\n")));
        Assert.Equal(40, _trial.Preview(new()).Classes.Sum(each => each.Train + each.Test));
    }

    [Theory]
    [InlineData("{0:dd}/{0:MM}/{0:yyyy}")]
    [InlineData("{0:M/d/yyyy} 1:30 PM")]
    [InlineData("{0:d.M.yyyy}")]
    [InlineData("{0:d MMM yyyy}")]
    [InlineData("{0:yyyy-MM-dd}T10:00:00.123Z")]
    public void Dates_are_read_in_many_forms(string form)
    {
        var rows = Enumerable
            .Range(0, 60)
            .Select(i =>
                string.Format(System.Globalization.CultureInfo.InvariantCulture, form, new DateTime(2020, 1, 1).AddDays(i))
                + $",{i},{i % 2}\n"
            );
        _trial.Write("t.csv", "when,number,label\n" + string.Concat(rows));
        var (_, splits, _) = _trial.Import(new());
        Assert.Equal(["when", "number"], splits.Columns);
        var features = splits.Train.Features!;
        for (var row = 0; row < splits.Train.Count; row++)
            Assert.Equal(18_262, features[2 * row] - features[(2 * row) + 1], 0.7);
    }

    [Fact]
    public void Words_of_spreadsheets_for_no_value_are_missing()
    {
        string[] words = ["#DIV/0!", "<NA>", "n.a.", "1.5", "2.5", "3.5"];
        _trial.Write("t.csv", "x,y,label\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{words[i % 6]},{i},{i % 2}\n")));
        var column = _trial.Preview(new()).Columns[0];
        Assert.Equal((ColumnUse.Number, 30), (column.Use, column.Missing));
    }

    [Fact]
    public void Row_names_without_a_name_are_no_feature()
    {
        _trial.Write(
            "t.csv",
            "\"\",\"a\",\"Species\"\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"\"{i}\",{i % 5},{i % 2}\n"))
        );
        Assert.Equal(["a"], _trial.Import(new()).Splits.Columns);
    }

    [Fact]
    public void Of_a_competitions_folder_the_tables_with_labels_are_read()
    {
        _trial.Write("train.csv", "id,a,label\n" + string.Concat(Rows("{0},{1},{2}\n")));
        _trial.Write("test.csv", "id,a\n40,1\n41,2\n");
        _trial.Write("sample_submission.csv", "id,label\n40,0\n41,0\n");
        _trial.Write("README.txt", "This is data.\nRead it, please.\n");
        var preview = _trial.Preview(new());
        Assert.Equal(40, preview.Classes.Sum(each => each.Train + each.Test));
        Assert.Contains(preview.Odd, odd =>
            odd.Contains("test.csv", StringComparison.Ordinal) && odd.Contains("no column label", StringComparison.Ordinal)
        );
        Assert.Contains(preview.Odd, odd => odd.Contains("sample_submission.csv", StringComparison.Ordinal));
    }

    [Fact]
    public void Columns_of_a_second_table_are_found_by_their_names()
    {
        _trial.Write("train.csv", "a,b,label\n" + string.Concat(Rows("{0},-1,{2}\n")));
        _trial.Write("test.csv", "label,a\n0,1\n");
        Assert.Contains("has no column b, which", _trial.Problem(new()), StringComparison.Ordinal);
        _trial.Write("test.csv", "b,extra,label,a\n" + string.Concat(Rows("-1,9,{2},{0}\n")));
        var (_, splits, _) = _trial.Import(new());
        Assert.Equal((40, 40, 2), (splits.Train.Count, splits.Test.Count, splits.Classes.Count));
        Assert.All(Enumerable.Range(0, 40), row => Assert.Equal(-1, splits.Test.Features![(2 * row) + 1]));
    }

    [Fact]
    public void A_text_without_an_ending_may_be_a_table_and_other_forms_are_told()
    {
        var bare = _trial.Write("table", Plain);
        Assert.Equal("class", _trial.Preview(new(), bare).Choices.LabelColumn);
        var scan = _trial.Write("scan.tif", "II*");
        Assert.Contains("read are images (PNG", _trial.Problem(new(), scan), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_alone_is_called_like_a_label_is_it()
    {
        _trial.Write("t.csv", "a,is_fraud,amount\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"0.{i},{i % 2},{i}.25\n")));
        Assert.Equal("is_fraud", _trial.Preview(new()).Choices.LabelColumn);
    }

    [Theory]
    // Thousands and fractions in one table: what is no thousands tells.
    [InlineData("{0}.234;{1},5;{2}\n", 1_234, 1.5)]
    [InlineData("{0},234;{1}.5;{2}\n", 1_234, 1.5)]
    public void Cells_that_are_no_thousands_tell_the_decimal_mark(string row, double first, double second)
    {
        _trial.Write("t.csv", "a;b;label\n" + string.Concat(Rows(row).Skip(1)));
        var (_, splits, set) = _trial.Import(new());
        Assert.Contains((first, second), Pairs(splits.Train.Features!).Concat(Pairs(splits.Test.Features!)));
        Assert.DoesNotContain(set.Odd, odd => odd.Contains("three digits", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_that_may_be_thousands_as_well_as_fractions_are_told()
    {
        _trial.Write("t.csv", "a;b;label\n" + string.Concat(Rows("{0}.234;{1};{2}\n").Skip(1)));
        Assert.Contains(_trial.Preview(new()).Odd, odd =>
            odd.Contains("column a has three digits behind the mark in each cell, such as 1.234, and is read as", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Two_files_that_both_begin_with_places_are_asked_about()
    {
        var features = _trial.Write("x.csv", "0,1\n" + string.Concat(Rows("{0},{1}\n")));
        var labels = _trial.Write("y.csv", "0\n" + string.Concat(Rows("{2}\n")));
        var (problem, question) = _trial.Question(new(), features, labels);
        Assert.Contains("which may be headings as well as values", problem, StringComparison.Ordinal);
        Assert.Equal("hasHeading", question.Field);
        Assert.Equal(40, _trial.Preview(new() { HasHeading = true }, features, labels).Classes.Sum(each => each.Train + each.Test));
        Assert.Equal(41, _trial.Preview(new() { HasHeading = false }, features, labels).Classes.Sum(each => each.Train + each.Test));
    }

    [Fact]
    public void Labels_that_are_one_number_are_one_class()
    {
        _trial.Write("t.csv", "x,label\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{i % 2}{(i < 20 ? ".0" : "")}\n")));
        Assert.Equal(["0", "1"], _trial.Import(new()).Splits.Classes);
    }

    [Fact]
    public void Labels_that_differ_in_capitals_alone_are_told()
    {
        _trial.Write("t.csv", "x,label\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{(i % 2 == 0 ? "Cat" : "cat")}\n")));
        Assert.Contains("The classes Cat and cat differ in capitals alone: are they one?", _trial.Preview(new()).Odd);
    }

    [Fact]
    public void Quantities_are_no_labels()
    {
        _trial.Write("t.csv", "x,label\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{i}.5\n")));
        Assert.Contains("has 40 different labels for 40 examples, for example", _trial.Problem(new()), StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_that_are_guessed_are_told_and_UTF_32_is_refused()
    {
        var cyrillic = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
        string[] words = ["\u0434\u0430", "\u043D\u0435\u0442"];
        var text = "x,label\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{words[i % 2]}\n"));
        var guessed = _trial.Write("t.csv", cyrillic.GetBytes(text));
        Assert.Contains(
            "t.csv is no UTF-8 and is read as windows-1252: if letters look wrong, say its encoding, such as windows-1251.",
            _trial.Preview(new(), guessed).Odd
        );
        Assert.DoesNotContain(_trial.Preview(new() { Encoding = "windows-1251" }, guessed).Odd, odd =>
            odd.Contains("UTF-8", StringComparison.Ordinal)
        );
        var wide = _trial.Write("u.csv", [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(text)]);
        Assert.Contains("is written in UTF-32, which is not read", _trial.Problem(new(), wide), StringComparison.Ordinal);
    }

    [Fact]
    public void Semicolons_within_cells_part_none_where_commas_part_the_heading_too()
    {
        _trial.Write("t.csv", "a,b,label\n" + string.Concat(Rows("{0}.5,x;y,{2}\n")));
        Assert.Equal(["a", "b=x;y"], _trial.Import(new()).Splits.Columns);
    }

    private static IEnumerable<(double, double)> Pairs(float[] features) =>
        Enumerable.Range(0, features.Length / 2).Select(row => ((double)features[2 * row], (double)features[(2 * row) + 1]));

    private static IEnumerable<string> Rows(string form) =>
        Enumerable.Range(0, 40).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, form, i, i, i % 2));
}
