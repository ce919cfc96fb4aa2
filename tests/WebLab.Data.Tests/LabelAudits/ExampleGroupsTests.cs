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
    public void Neighbours_of_another_group_do_not_count()
    {
        var groups = ExampleGroups.Of(new ImageSet(1, [0, 1, 0, 1], new byte[4]), 0, "sex");
        // Two neighbours of each of four examples.
        int[] neighbours = [2, 1, 0, 3, 0, 3, 1, 0];
        Assert.Equal([1, -1, 0, -1], groups.Within(0, neighbours, 4));
        Assert.Equal([-1, 1, 0, -1], groups.Within(1, neighbours, 4));
    }
}
