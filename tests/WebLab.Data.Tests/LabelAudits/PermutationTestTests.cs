using WebLab.Data.LabelAudits;

namespace WebLab.Data.Tests.LabelAudits;

public sealed class PermutationTestTests
{
    private const int Count = 200,
        Classes = 4,
        Each = 5;

    // The neighbours of an example are those after it, in a ring.
    private static readonly int[] Ring = [.. Enumerable.Range(0, Count * Each).Select(i => ((i / Each) + 1 + (i % Each)) % Count)];

    [Fact]
    public void Labels_that_follow_the_neighbours_have_the_least_p_there_is()
    {
        int[] labels = [.. Enumerable.Range(0, Count).Select(i => i * Classes / Count)];
        var results = new PermutationTest(labels, Classes, 499, 1, 2).Neighbours(Ring, default);
        Assert.Equal(1.0 / 500, results[0].PValue);
        // Of the fifty of a class the last five see 1 + 2 + 3 + 4 + 5 of the next class.
        Assert.Equal(1 - (15.0 / (50 * Each)), results[0].Observed, 12);
        Assert.All(results.Skip(1), result => Assert.Equal(1.0 / 500, result.PValue));
        Assert.Equal(0.25, results[0].ByChance, 0.01);
    }

    [Fact]
    public void A_text_column_that_goes_with_the_labels_is_told_from_one_that_does_not()
    {
        int[] labels = [.. Enumerable.Range(0, Count).Select(i => i % Classes)];
        var random = new RandomStream(7);
        TextColumn[] columns =
        [
            new("tells", 0, ["a", "b", "c", "d"], labels),
            // One word in two rows is that of the label's parity.
            new("hints", 4, ["e", "f"], [.. labels.Select(label => random.NextInt(2) == 0 ? label % 2 : random.NextInt(2))]),
            new("silent", 6, ["g", "h"], [.. labels.Select(_ => random.NextInt(2))]),
            new("single", 8, ["i", "j"], new int[Count]),
        ];
        var results = new PermutationTest(labels, Classes, 499, 1, 2).Columns(columns, default);
        Assert.Equal(1, results[0].Observed, 12);
        Assert.Equal([1.0 / 500, 1.0 / 500], results.Take(2).Select(result => result.PValue));
        Assert.InRange(results[1].Observed, 0.2, 0.8);
        Assert.True(results[2].PValue > 0.05, $"{results[2].PValue}");
        Assert.True(double.IsNaN(results[3].Observed));
        // Of the rows 2 and 1, 0 and 3: chi-squared is 3 of 6 rows.
        var known = new PermutationTest([0, 0, 0, 1, 1, 1], 2, 99, 1, 1).Columns([new("k", 0, ["a", "b"], [0, 0, 1, 1, 1, 1])], default);
        Assert.Equal(Math.Sqrt(0.5), known[0].Observed, 12);
    }

    [Fact]
    public void A_result_is_the_same_on_any_number_of_threads()
    {
        int[] labels = [.. Enumerable.Range(0, Count).Select(i => i * 7 % Classes)];
        int[] predictions = [.. labels.Select((label, i) => i % 3 == 0 ? label : 0)];
        var one = new PermutationTest(labels, Classes, 99, 5, 1).Predictions(predictions, default);
        var three = new PermutationTest(labels, Classes, 99, 5, 3).Predictions(predictions, default);
        Assert.Equal(one.SelectMany(result => result.Null), three.SelectMany(result => result.Null));
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Shuffled_labels_raise_a_false_alarm_in_five_of_a_hundred()
    {
        int[] labels = [.. Enumerable.Range(0, Count).Select(i => i % Classes)];
        var alarms = 0;
        for (var set = 0; set < 300; set++)
        {
            new RandomStream((ulong)set).Shuffle(labels.AsSpan());
            alarms += new PermutationTest(labels, Classes, 199, 1_000 + (ulong)set, 2).Neighbours(Ring, default)[0].PValue <= 0.05 ? 1 : 0;
        }
        // Fifteen are expected; three standard deviations are eleven.
        Assert.InRange(alarms, 4, 26);
    }

    [Fact]
    public void Sorted_labels_depend_on_the_order_and_shuffled_ones_do_not()
    {
        int[] labels = [.. Enumerable.Range(0, Count).Select(i => i * Classes / Count)];
        Assert.True(OrderDependence.Test(labels, Classes, 199, 1, 2, default).PValue < 0.01);
        new RandomStream(4).Shuffle(labels.AsSpan());
        Assert.True(OrderDependence.Test(labels, Classes, 199, 1, 2, default).PValue > 0.05);
    }

    [Theory]
    [InlineData(30, 300_000, 9_999)]
    [InlineData(1, 300_000, 333)]
    [InlineData(1, 20_000_000, 99)]
    public void No_more_permutations_are_made_than_fit_into_the_time(double seconds, long cells, int made) =>
        Assert.Equal(made, PermutationTest.Within(seconds, cells, 9_999));
}
