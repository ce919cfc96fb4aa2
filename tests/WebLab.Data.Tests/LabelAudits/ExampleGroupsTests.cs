using WebLab.Contracts.LabelAudits;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;

namespace WebLab.Data.Tests.LabelAudits;

public sealed class ExampleGroupsTests
{
    [Fact]
    public void A_column_of_few_values_has_a_group_for_each_and_one_for_what_is_missing()
    {
        var groups = ExampleGroups.Of(new(2, [9, 1, 9, 0, 9, 1, 9, float.NaN], [0, 0, 1, 1]), 1, "sex");
        Assert.Equal(["sex = 0", "sex = 1", "sex missing"], groups.Names);
        Assert.Equal(
            [
                [1],
                [0, 2],
                [3],
            ],
            groups.Rows
        );
    }

    [Fact]
    public void A_column_of_many_values_has_four_ranges_of_as_many_rows()
    {
        float[] ages = [.. Enumerable.Range(1, 40).Select(age => (float)age)];
        var groups = ExampleGroups.Of(new(1, ages, new byte[40]), 0, "age");
        Assert.Equal(["age up to 10", "age above 10, up to 20", "age above 20, up to 30", "age above 30, up to 40"], groups.Names);
        Assert.All(groups.Rows, rows => Assert.Equal(10, rows.Count));
    }

    [Fact]
    public void A_text_column_has_a_group_for_each_word_whichever_of_its_columns_is_named()
    {
        var set = new ImageSet(4, [1, 0, 0, 5, 0, 1, 0, 6, 0, 0, 1, 7, 1, 0, 0, 8], new byte[4]);
        var subject = new LabelAuditSubject("Table", ["a", "b"], set, [0, 1, 0, 1])
        {
            Columns = ["colour=red", "colour=blue", "colour is missing", "size"],
        };
        Assert.Equal(["colour", "colour", "colour", "size"], ExampleGroups.ColumnsOf(subject));
        for (var column = 0; column < 3; column++)
        {
            var groups = ExampleGroups.Of(subject, column);
            Assert.Equal(["colour = blue", "colour = red", "colour missing"], groups.Names);
            Assert.Equal(["1", "0,3", "2"], groups.Rows.Select(rows => string.Join(',', rows)));
        }
        Assert.Equal("size = 5", ExampleGroups.Of(subject, 3).Names[0]);
    }

    [Fact]
    public void Images_are_grouped_by_what_their_import_told_of_folders_and_files()
    {
        var subject = new LabelAuditSubject("Photos", ["cat", "dog"], new(1, 1, 1, new byte[4], new byte[4]), [0, 0, 1, 1])
        {
            Origins = ["train/cat/north/1.JPG", "train/cat/2.png", "val/dog/north/3.jpeg", "4"],
        };
        Assert.Equal(["folder", "format"], ExampleGroups.ColumnsOf(subject));
        Assert.Empty(ExampleGroups.ColumnsOf(subject with { Origins = [] }));
        Assert.Equal(
            ["folder = train", "folder = train/north", "folder = val/north", "folder missing"],
            ExampleGroups.Of(subject, 0).Names
        );
        var formats = ExampleGroups.Of(subject, 1);
        Assert.Equal(["format = jpg", "format = png", "format missing"], formats.Names);
        Assert.Equal([0, 2], formats.Rows[0]);
        Assert.Equal(["train/cat/north/1.JPG"], subject.First(1).Origins);
        var packed = subject with { Origins = ["x.npy 0", "x.npy 1", "b\u001b[2J/y.parquet, row 0", "b\u001b[2J/y.parquet, row 1"] };
        Assert.Equal(["format = npy", "format = parquet"], ExampleGroups.Of(packed, 1).Names);
        Assert.Equal(["folder = b\uFFFD[2J", "folder missing"], ExampleGroups.Of(packed, 0).Names);
    }

    [Fact]
    public void Images_are_grouped_by_what_their_files_were_like_and_many_sizes_are_parted_by_how_large_they_are()
    {
        var subject = new LabelAuditSubject("Photos", ["cat", "dog"], new(1, 1, 1, new byte[40], new byte[40]), new int[40])
        {
            Origins = [.. Enumerable.Range(0, 40).Select(i => $"{i}.png")],
            Traits = [.. Enumerable.Range(0, 40).Select(i => i == 3 ? null : new ImageTraits(8 + (i % 2), 6, i < 10 ? "grey" : "colour"))],
        };
        Assert.Equal(["folder", "format", "size", "mode"], ExampleGroups.ColumnsOf(subject));
        Assert.Equal(["size = 8 x 6", "size = 9 x 6", "size missing"], ExampleGroups.Of(subject, 2).Names);
        Assert.Equal([30, 9, 1], ExampleGroups.Of(subject, 3).Rows.Select(rows => rows.Count));
        Assert.Equal(2, subject.First(2).Traits.Count);
        var many = subject with { Traits = [.. Enumerable.Range(1, 40).Select(i => new ImageTraits(i, 10, "grey"))] };
        var sizes = ExampleGroups.Of(many, 2);
        Assert.Equal(4, sizes.Names.Count);
        Assert.Equal("pixels up to 100", sizes.Names[0]);
    }

    [Fact]
    public void What_files_were_like_and_tells_the_label_is_told_and_chance_is_not()
    {
        int[] given = [.. Enumerable.Range(0, 120).Select(i => i % 3)];
        var subject = new LabelAuditSubject("Shapes", ["a", "b", "c"], new(1, 1, 1, new byte[120], new byte[120]), given)
        {
            Origins = [.. Enumerable.Range(0, 120).Select(i => $"{i}.{(i / 3 % 2 == 0 ? "png" : "jpg")}")],
            Traits = [.. given.Select(label => new ImageTraits(48, 48, label == 1 ? "grey" : "colour"))],
        };
        var odd = Assert.Single(ColumnChecks.OfFiles(subject));
        Assert.Equal(("image mode", OddColumnKind.Leaking), (odd.Name, odd.Kind));
        Assert.StartsWith("The image mode alone tells 66.7", odd.Sentence, StringComparison.Ordinal);
        Assert.Empty(ColumnChecks.OfFiles(subject with { Traits = [] }));
    }

    [Fact]
    public void Of_many_words_the_rare_ones_are_one_group()
    {
        var groups = ExampleGroups.Of([.. Enumerable.Range(0, 60).Select(i => i < 40 ? $"w{i % 10}" : $"rare{i}")], "site");
        Assert.Equal(12, groups.Names.Count);
        Assert.Equal("site of 19 others", groups.Names[^1]);
        Assert.Equal(60, groups.Rows.Sum(rows => rows.Count));
    }

    [Fact]
    public void Neighbours_of_another_group_do_not_count()
    {
        var groups = ExampleGroups.Of(new ImageSet(1, [0, 1, 0, 1], new byte[4]), 0, "sex");
        // Two neighbours of each of four examples.
        int[] neighbours = [2, 1, 0, 3, 0, 3, 1, 0];
        Assert.Equal([1, -1, 0, -1], groups.Within(0, neighbours, 4));
        Assert.Equal([-1, 1, 0, -1], groups.Within(1, neighbours, 4));
    }
}
