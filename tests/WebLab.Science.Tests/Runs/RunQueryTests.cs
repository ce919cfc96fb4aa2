using WebLab.Contracts.Runs;
using WebLab.Science.Runs;

namespace WebLab.Science.Tests.Runs;

public sealed class RunQueryTests
{
    private static readonly RunSummary[] All =
    [
        Filters.Runs.Of("b", testAccuracy: 0.5),
        Filters.Runs.Of("c", testAccuracy: 0.5),
        Filters.Runs.Of("a", testAccuracy: 0.9) with
        {
            IsPinned = true,
        },
        Filters.Runs.Of("old", testAccuracy: 0.7) with
        {
            ArchivedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        },
    ];

    [Theory]
    [InlineData(null, null, "a b c")]
    [InlineData(null, "-name", "a c b")]
    [InlineData(null, "test.acc", "a b c")]
    [InlineData("archived = true", null, "old")]
    [InlineData("test.acc > 0.6", "-test.acc", "a")]
    public void Pinned_runs_come_first_and_archived_ones_when_named(string? filter, string? sort, string names) =>
        Assert.Equal(names, string.Join(' ', RunQuery.Parse(filter, sort).Apply(All).Select(run => run.Name)));

    [Fact]
    public void Unknown_sort_gets_a_sentence() =>
        Assert.Contains(
            "sort must name a field",
            Assert.Throws<FormatException>(() => RunQuery.Parse(null, "-beauty")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Spread_is_that_of_a_sample()
    {
        Assert.Null(Spread.Of([]));
        Assert.Equal(new(1, 3, 0, 3, 3), Spread.Of([3.0]));
        Assert.Equal(new(3, 2, 1, 1, 3), Spread.Of([1.0, 2.0, 3.0]));
    }
}
