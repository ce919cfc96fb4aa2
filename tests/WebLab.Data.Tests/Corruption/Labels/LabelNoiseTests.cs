using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption.Labels;
using WebLab.Data.Datasets;

namespace WebLab.Data.Tests.Corruption.Labels;

public sealed class LabelNoiseTests
{
    private const int Count = 50_000,
        Classes = 10;

    private static readonly DatasetFacts Facts = DatasetFacts.Of(DatasetName.Cifar10);

    private static readonly byte[] TrueLabels = [.. Enumerable.Range(0, Count).Select(i => (byte)(i % Classes))];

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Papers_noise_changes_nine_tenths_of_its_rate(double rate)
    {
        var given = UniformLabels.Draw(TrueLabels, Classes, rate, Stream());
        AssertRate(0.9 * rate, given);
    }

    [Fact]
    public void Random_labels_are_uniform_and_independent_of_the_true_ones()
    {
        var given = UniformLabels.Draw(TrueLabels, Classes, 1, Stream());
        Assert.All(Confusion(given).SelectMany(row => row), share => Assert.Equal(0.1, share, 0.02));
    }

    [Fact]
    public void Higher_rate_keeps_what_a_lower_one_changed()
    {
        var low = UniformLabels.Draw(TrueLabels, Classes, 0.2, Stream());
        var high = UniformLabels.Draw(TrueLabels, Classes, 0.6, Stream());
        Assert.All(Enumerable.Range(0, Count).Where(i => low[i] != TrueLabels[i]), i => Assert.Equal(low[i], high[i]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    [InlineData(1)]
    public void Symmetric_noise_changes_its_whole_rate_evenly(double rate)
    {
        var given = SymmetricLabels.Draw(TrueLabels, Classes, rate, Stream());
        AssertRate(rate, given);
        var confusion = Confusion(given);
        for (var i = 0; i < Classes; i++)
            Assert.All(Enumerable.Range(0, Classes).Where(j => j != i), j => Assert.Equal(rate / 9, confusion[i][j], 0.02));
    }

    [Fact]
    public void Pair_flip_gives_the_next_class_only()
    {
        var given = PairFlipLabels.Draw(TrueLabels, Classes, 0.45, Stream());
        AssertRate(0.45, given);
        Assert.All(given.Zip(TrueLabels), pair => Assert.True(pair.First == pair.Second || pair.First == (pair.Second + 1) % Classes));
    }

    [Theory]
    [InlineData(DatasetName.Cifar10, "0>0 1>1 2>0 3>5 4>7 5>3 6>6 7>7 8>8 9>1")]
    [InlineData(DatasetName.Mnist, "0>0 1>1 2>7 3>8 4>4 5>6 6>5 7>1 8>8 9>9")]
    public void Asymmetric_noise_gives_the_mistaken_class(string dataset, string mapping)
    {
        var facts = DatasetFacts.Of(dataset);
        var always = AsymmetricLabels.Draw([.. TrueLabels[..Classes]], facts, 1, Stream());
        Assert.Equal(mapping, string.Join(" ", always.Select((given, label) => $"{label}>{given}")));
        AssertRate(0.2, AsymmetricLabels.Draw(TrueLabels, facts, 0.4, Stream()));
        Assert.Null(new AsymmetricLabels().Note(facts));
    }

    [Fact]
    public void Asymmetric_noise_of_a_set_without_a_published_map_gives_the_next_class_and_says_so()
    {
        var facts = Facts with { Name = "pets", Title = "Pets", Classes = ["cat", "dog", "newt"] };
        Assert.Equal([1, 2, 0], AsymmetricLabels.Draw([0, 1, 2], facts, 1, Stream()));
        Assert.Equal(
            PairFlipLabels.Draw([.. TrueLabels.Select(label => (byte)(label % 3))], 3, 0.3, Stream()),
            AsymmetricLabels.Draw([.. TrueLabels.Select(label => (byte)(label % 3))], facts, 0.3, Stream())
        );
        Assert.Equal(
            "No map of the classes that are mistaken is published for Pets: each becomes the next, as with pair flip labels.",
            new AsymmetricLabels().Note(facts)
        );
    }

    [Fact]
    public void Matrix_is_realised()
    {
        var random = Stream();
        var matrix = Enumerable.Range(0, Classes).Select(_ => Row(random)).ToArray();
        var confusion = Confusion(TransitionMatrixLabels.Draw(TrueLabels, matrix, Stream()));
        for (var i = 0; i < Classes; i++)
            Assert.All(Enumerable.Range(0, Classes), j => Assert.Equal(matrix[i][j], confusion[i][j], 0.035));
    }

    [Fact]
    public void Matrix_never_gives_a_class_of_probability_nought()
    {
        Assert.Equal(1, TransitionMatrixLabels.Draw([0, 1, 0], 0));
        Assert.Equal(1, TransitionMatrixLabels.Draw([0.3, 0.7 - 1e-9, 0], 0.9999999999));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Instance_dependent_noise_has_its_rate_and_follows_the_image()
    {
        var images = GeneratedImages.DrawTrain(4_000);
        var given = InstanceDependentLabels.Draw(images, Facts, 0.4, Stream());
        var changed = given.Zip(images.Labels).Count(pair => pair.First != pair.Second);
        Assert.Equal(0.4, changed / 4_000.0, 0.03);

        // With the same draws but the images of another class's sheet, other wrong classes follow.
        var negative = new ImageSet(32, 32, 3, Array.ConvertAll(images.Pixels, value => (byte)(255 - value)), images.Labels);
        var other = InstanceDependentLabels.Draw(negative, Facts, 0.4, Stream());
        Assert.True(Enumerable.Range(0, 4_000).Count(i => given[i] != images.Labels[i] && given[i] != other[i]) > changed / 2);
    }

    private static RandomStream Stream() => new(Seeds.Derive(5, Seeds.Corruption));

    private static double[] Row(RandomStream random)
    {
        var row = Enumerable.Range(0, Classes).Select(_ => random.NextDouble()).ToArray();
        return [.. row.Select(value => value / row.Sum())];
    }

    // Five standard errors of a share of 50,000.
    private static void AssertRate(double expected, byte[] given) =>
        Assert.Equal(expected, given.Zip(TrueLabels).Count(pair => pair.First != pair.Second) / (double)Count, 0.0112);

    private static double[][] Confusion(byte[] given)
    {
        var shares = Enumerable.Range(0, Classes).Select(_ => new double[Classes]).ToArray();
        for (var i = 0; i < Count; i++)
            shares[TrueLabels[i]][given[i]] += (double)Classes / Count;
        return shares;
    }
}
