using WebLab.Data.LabelAudits;

namespace WebLab.Data.Tests.LabelAudits;

public sealed class StratifiedFoldsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(20)]
    public void Each_fold_has_its_share_of_each_class_and_of_all(int folds)
    {
        // 61, 40, 7 and 1 of a class, in an order that a fold of neighbours would not part.
        int[] labels = [.. new[] { 61, 40, 7, 1 }.SelectMany((count, label) => Enumerable.Repeat(label, count))];
        var fold = StratifiedFolds.Of(labels, folds, seed: 3);
        Assert.All(fold, each => Assert.InRange(each, 0, folds - 1));
        Assert.All(
            Enumerable.Range(-1, 5),
            label =>
            {
                var counts = Enumerable
                    .Range(0, folds)
                    .Select(number => fold.Where((each, i) => each == number && (label < 0 || labels[i] == label)).Count())
                    .ToList();
                Assert.InRange(counts.Max() - counts.Min(), 0, 1);
            }
        );
    }

    [Fact]
    public void They_are_drawn_from_the_seed()
    {
        int[] labels = [.. Enumerable.Range(0, 100).Select(i => i % 3)];
        Assert.Equal(StratifiedFolds.Of(labels, 4, 1), StratifiedFolds.Of(labels, 4, 1));
        Assert.NotEqual(StratifiedFolds.Of(labels, 4, 1), StratifiedFolds.Of(labels, 4, 2));
    }
}
