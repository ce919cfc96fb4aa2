using System.Text;
using WebLab.Contracts.Datasets;

namespace WebLab.Training.Tests.Import;

/// <summary>Archives of arrays as libraries and publishers write them.</summary>
public sealed class OddArraysTests : IDisposable
{
    private readonly ImportTrial _trial = new();

    public void Dispose() => _trial.Dispose();

    [Fact]
    public void Arrays_for_validation_are_trained_on_beside_those_for_the_test()
    {
        _trial.Zip(
            "set.npz",
            [
                .. new[] { ("train", 8), ("val", 4), ("test", 6) }.SelectMany(each =>
                    new[]
                    {
                        ($"{each.Item1}_images.npy", Array("|u1", $"{each.Item2}, 5, 4, 3", new byte[each.Item2 * 60])),
                        ($"{each.Item1}_labels.npy", Array("|u1", $"{each.Item2}, 1", Labels(each.Item2))),
                    }
                ),
            ]
        );
        Assert.All(_trial.Preview(new()).Classes, each => Assert.Equal((6, 3), (each.Train, each.Test)));
    }

    [Theory]
    [InlineData("|u1")]
    [InlineData("|b1")]
    public void Labels_may_have_a_column_for_each_class(string type)
    {
        _trial.Zip(
            "set.npz",
            [
                ("X.npy", Array("|u1", "12, 5", new byte[60])),
                ("y.npy", Array(type, "12, 2", [.. Labels(12).SelectMany(label => new[] { (byte)(1 - label), label })])),
            ]
        );
        var preview = _trial.Preview(new());
        Assert.Equal(["0", "1"], preview.Classes.Select(each => each.Name));
        Assert.All(preview.Classes, each => Assert.Equal(6, each.Train + each.Test));
    }

    [Fact]
    public void Labels_that_are_no_number_are_refused()
    {
        byte[] labels = [.. Labels(12).SelectMany((label, i) => BitConverter.GetBytes(i == 5 ? float.NaN : label))];
        _trial.Zip("set.npz", [("X.npy", Array("|u1", "12, 5", new byte[60])), ("y.npy", Array("<f4", "12,", labels))]);
        Assert.Contains("has no number at index 5, where a label should be", _trial.Problem(new()), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_classes_and_columns_beside_are_no_labels()
    {
        _trial.Zip(
            "set.npz",
            [
                ("data.npy", Array("|u1", "12, 5", new byte[60])),
                ("target.npy", Array("|u1", "12,", Labels(12))),
                ("ids.npy", Array("|u1", "12,", [.. Enumerable.Range(0, 12).Select(i => (byte)i)])),
                ("target_names.npy", Array("|S1", "2,", "ab"u8.ToArray())),
                ("feature_names.npy", Array("|S1", "5,", "abcde"u8.ToArray())),
            ]
        );
        Assert.Equal(["0", "1"], _trial.Preview(new()).Classes.Select(each => each.Name));
    }

    [Fact]
    public void Images_may_have_transparency_or_values_around_zero()
    {
        // Black that is quite transparent, and black.
        byte[] pixels = [.. Enumerable.Range(0, 12).SelectMany(i => new byte[] { 0, 0, 0, i % 2 == 0 ? (byte)0 : (byte)255 })];
        var clear = _trial.Zip("clear.npz", [("x.npy", Array("|u1", "12, 1, 1, 4", pixels)), ("y.npy", Array("|u1", "12,", Labels(12)))]);
        var (_, splits, _) = _trial.Import(new(), clear);
        Assert.Equal(3, splits.Train.Channels);
        for (var i = 0; i < splits.Train.Count; i++)
            Assert.Equal(splits.Train.Labels[i] == 0 ? 255 : 0, splits.Train.Image(i)[0]);
        Directory.Delete(_trial.Target, recursive: true);
        byte[] values = [.. Enumerable.Range(0, 12).SelectMany(i => BitConverter.GetBytes(i % 2 == 0 ? -1f : 1f))];
        var around = _trial.Zip("around.npz", [("x.npy", Array("<f4", "12, 1, 1", values)), ("y.npy", Array("|u1", "12,", Labels(12)))]);
        var centred = _trial.Import(new(), around).Splits;
        for (var i = 0; i < centred.Train.Count; i++)
            Assert.Equal(centred.Train.Labels[i] == 0 ? 0 : 255, centred.Train.Image(i)[0]);
    }

    [Fact]
    public void Arrays_and_tables_may_be_called_as_the_forms_of_others_are()
    {
        _trial.Write("train_images.npy", Array("|u1", "12, 5", new byte[60]));
        _trial.Write("train_labels.npy", Array("|u1", "12,", Labels(12)));
        Assert.Equal(ImportForm.Arrays, _trial.Preview(new()).Choices.Form);
    }

    private static byte[] Labels(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i % 2))];

    private static byte[] Array(string type, string shape, byte[] values)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({shape}), }}\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. values];
    }
}
