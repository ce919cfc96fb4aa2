using WebLab.Data.Datasets;

namespace WebLab.Training.Tests.Import;

/// <summary>Folders and archives of images as publishers lay them out, and what is kept of their files.</summary>
public sealed class OddFoldersTests : IDisposable
{
    private static readonly string[] Classes = ["cat", "dog"];

    private readonly ImportTrial _trial = new();

    public void Dispose() => _trial.Dispose();

    [Theory]
    [InlineData("{0}/{1}/{2}.png", "train", "test")]
    [InlineData("data/images/{0}/{1}/{2}.PNG", "Training", "Testing")]
    [InlineData("{0}/{0}/{1}/{2}.png", "training_set", "test_set")]
    [InlineData("{0}/{0}/{1}/{2}.png", "seg_train", "seg_test")]
    [InlineData("{0}/images/{1}/{2}.png", "train", "test")]
    [InlineData("{1}/{0}/{2}.png", "train", "test")]
    [InlineData("top/{1}/{0}/{2}.png", "train", "val")]
    [InlineData("{0}/{1}/{2}.png", "val", "test")]
    public void Folders_for_training_and_test_are_found_above_and_below_the_classes(string form, string train, string test)
    {
        var files =
            from split in new[] { train, test, test }.Index()
            from name in Classes
            from i in Enumerable.Range(0, split.Item == train ? 6 : 2)
            select (string.Format(null, form, split.Item, name, $"{split.Index}{i}"), ImportTrial.Png(8, 6, value: (byte)i));
        var classes = _trial.Preview(new(), _trial.Zip("set.zip", files)).Classes;
        Assert.Equal(Classes, classes.Select(each => each.Name));
        Assert.All(classes, each => Assert.Equal((6, 4), (each.Train, each.Test)));
    }

    [Fact]
    public void A_table_may_have_a_column_for_each_class_and_other_capitals_in_its_names()
    {
        var names = Enumerable.Range(0, 12).Select(i => $"ISIC_{i}").ToList();
        foreach (var name in names)
            _trial.Write($"images/{name}.JPG.PNG", ImportTrial.Png(8, 8));
        _trial.Write(
            "labels.csv",
            "image,MEL,NV,BCC\n"
                + string.Concat(
                    names.Select(
                        (name, i) => $"{name}.jpg.png,{(i % 3 == 0 ? "1.0,0.0,0.0" : i % 3 == 1 ? "0.0,1.0,0.0" : "0.0,0.0,1.0")}\n"
                    )
                )
        );
        var preview = _trial.Preview(new());
        Assert.Equal(["BCC", "MEL", "NV"], preview.Classes.Select(each => each.Name));
        Assert.Contains("in its columns MEL, NV, BCC", preview.Understood[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_for_training_and_test_may_name_the_images()
    {
        for (var i = 0; i < 12; i++)
            _trial.Write($"img/{i}.png", ImportTrial.Png(8, 8, value: (byte)i));
        foreach (var (table, first) in new[] { ("train_labels.csv", 0), ("test_labels.csv", 8) })
            _trial.Write(
                table,
                "file,label\n" + string.Concat(Enumerable.Range(first, first == 0 ? 8 : 4).Select(i => $"img/{i}.png,{Classes[i % 2]}\n"))
            );
        Assert.All(_trial.Preview(new()).Classes, each => Assert.Equal((4, 2), (each.Train, each.Test)));
    }

    [Fact]
    public void What_the_files_were_like_is_kept_beside_the_images()
    {
        for (var i = 0; i < 12; i++)
            _trial.Write($"{Classes[i % 2]}/{i}.png", ImportTrial.Png(i % 2 == 0 ? 40 : 50, 40, channels: i % 2 == 0 ? 1 : 3));
        var (_, splits, _) = _trial.Import(new());
        var traits = ImageTraits.Read(ImportedSet.TraitsFile(_trial.Target, "train"), splits.Train.Count);
        Assert.Equal(splits.Train.Labels.Select(label => label == 0 ? new ImageTraits(40, 40, "grey") : new(50, 40, "colour")), traits);
        Assert.Throws<DatasetException>(() => ImageTraits.Read(ImportedSet.TraitsFile(_trial.Target, "train"), splits.Train.Count + 1));
    }

    [Fact]
    public void An_archive_within_an_archive_is_told()
    {
        var outer = _trial.Zip("outer.zip", [("train.zip", [1, 2, 3]), ("notes.md", [65])]);
        Assert.Contains("no archive within another", _trial.Problem(new(), outer), StringComparison.Ordinal);
    }
}
