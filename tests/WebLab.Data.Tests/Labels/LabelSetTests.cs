using System.Text;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;

namespace WebLab.Data.Tests.Labels;

/// <summary>Label files that leave examples out of the training.</summary>
public sealed class LabelSetTests : IDisposable
{
    private static readonly LabelTarget Target = new("Pets", ["cat", "dog"], 5, 2, 5);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Minus_one_leaves_an_example_out_in_text_and_arrays_also_under_an_index()
    {
        byte[][] files =
        [
            Text("1\n0\n-1\n1\n0\n"),
            LabelArrayWriter.Write([1, 0, -1, 1, 0]),
            Text("index,label\n2,-1\n0,1\n1,0\n4,0\n3,1\n"),
        ];
        foreach (var file in files)
        {
            var set = LabelFile.ReadSet("y", file, Target, new());
            Assert.Equal([1, 0, 0, 1, 0], set.Labels);
            Assert.Equal([false, false, true, false, false], set.IsLeftOut!);
            Assert.Equal([1, 0, 1, 1, 0], set.Filled([0, 0, 1, 0, 0]));
        }
        // Counted from one, the classes are moved and what is left out is not.
        Assert.Equal([1, 0, 0, 1, 0], LabelFile.ReadSet("y", Text("2\n1\n-1\n2\n1\n"), Target, new(null, 1)).Labels);
        Assert.Null(LabelFile.ReadSet("y", Text("1\n0\n1\n1\n0\n"), Target, new()).IsLeftOut);
    }

    /// <summary>Both were read in silence, or refused by a sentence about something else.</summary>
    [Fact]
    public void A_class_called_minus_one_is_one_and_stars_beside_minus_one_are_still_names()
    {
        var signs = new LabelTarget("Signs", ["-1", "1"], 5, 2, 5);
        Assert.Equal([1, 0, 0, 1, 0], Named("1\n-1\n-1\n1\n-1\n", signs).Labels);
        Assert.Null(Named("1\n-1\n-1\n1\n-1\n", signs).IsLeftOut);
        var stars = new LabelTarget("Stars", ["1", "2", "3"], 5, 2, 5);
        Assert.Equal([2, 1, 0, 0, 2], Named("3\n2\n-1\n1\n3\n", stars).Labels);
        Assert.Throws<LabelsFromOneException>(() => Named("2\n1\n-1\n2\n1\n", Target));

        static LabelSet Named(string text, LabelTarget target) => LabelFile.ReadSet("y", Text(text), target, new());
    }

    [Fact]
    public void Names_of_files_number_no_images_of_a_set_of_ones_own_whose_order_is_that_of_their_letters()
    {
        var target = new LabelTarget("Pets", ["cat", "dog"], 11, 2, 11);
        var files = Enumerable.Range(1, 11).Select(i => $"{i}.png").Order(StringComparer.Ordinal);
        var text = Text("file,label\n" + string.Concat(files.Select((name, i) => $"{name},{i % 2}\n")));
        Assert.Throws<DatasetException>(() => LabelFile.ReadSet("y", text, target, new()));
        Assert.Equal(1, LabelFile.ReadSet("y", text, target with { IsOwn = true }, new()).Labels[1]);
    }

    [Theory]
    [InlineData("1\n0\n-2\n1\n0\n", "y (text, a label a line) has -2 in line 3; a label is a whole number from 0 to 1")]
    [InlineData("-1\n-1\n-1\n-1\n-1\n", "y (text, a label a line) has -1 for every image, which leaves all of them out")]
    public void What_is_no_label_and_what_leaves_nothing_is_refused(string text, string sentence) =>
        Assert.StartsWith(
            sentence,
            Assert.Throws<DatasetException>(() => LabelFile.ReadSet("y", Text(text), Target, new())).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void What_is_left_out_counts_in_no_rate_and_no_mean_and_another_choice_has_another_hash()
    {
        var facts = new DatasetFacts("left-out-rows", "Rows", "", 5, 2, 1, 1, 1, ["a", "b"])
        {
            Kind = DatasetKind.Features,
            Columns = ["x"],
            IsOwn = true,
        };
        DatasetFacts.Add(facts);
        // The row that was set aside is a million from the others.
        var data = new Dataset(facts, new(1, [1, 2, 1e6f, 4, 5], [0, 0, 1, 1, 1]), new(1, [3, 3], [0, 1]));
        File.WriteAllBytes(_folder.File("one.npy"), LabelArrayWriter.Write([1, 0, -1, 1, 1]));
        File.WriteAllBytes(_folder.File("none.npy"), LabelArrayWriter.Write([1, 0, 1, 1, 1]));
        CorruptedSet Corrupt(string file)
        {
            var spec = new RunSpec
            {
                Dataset = facts.Name,
                TrainSize = 5,
                TestSize = 2,
                Corruption = new()
                {
                    Kind = CorruptionKind.FileLabels,
                    LabelFile = file,
                    AcceptChance = true,
                },
            };
            return Corruptor.Apply(spec, data, _folder.Path);
        }
        var (without, with) = (Corrupt("one.npy"), Corrupt("none.npy"));
        Assert.Equal(with.GivenLabels, without.GivenLabels);
        Assert.NotEqual(with.GivenLabelHash, without.GivenLabelHash);
        Assert.Equal((0.2, 0.25, 1), (with.RealisedNoiseRate, without.RealisedNoiseRate, without.LeftOut));
        // Its column has mean 0 without it: 3 is the mean of 1, 2, 4 and 5.
        Assert.Equal(0, without.Test.Values[0], 1e-6);
        Assert.Equal(-1.265, without.Train.Values[0], 1e-3);

        var kept = without.WithoutLeftOut();
        Assert.Equal((4, without.GivenLabelHash), (kept.Train.Count, kept.GivenLabelHash));
        Assert.Equal(without.Train.Values[3..], kept.Train.Values[2..]);
        Assert.Equal([1, 0, 1, 1], kept.GivenLabels);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
