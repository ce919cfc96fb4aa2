using WebLab.Data.Examples;

namespace WebLab.Data.Tests.Examples;

public sealed class CScoreFileTests : IDisposable
{
    private static readonly byte[] Labels = [3, 0, 2, 1, 1];

    private readonly TemporaryFolder _folder = new("weblab-cscores-");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scores_are_those_of_the_first_file_that_has_the_labels_of_the_examples_in_order()
    {
        Put("a/cifar-cscores-orig-order.npz", [3, 0, 2, 1, 2], 0.1);
        Put("b/set-cscores.npz", [.. Labels, 7, 7], 0.2);
        Put("c/set-cscores.npz", Labels, 0.3);
        Assert.Equal([0.2f, 1.2f, 2.2f, 3.2f, 4.2f], Find("absent", "a", "b", "c")!);
    }

    [Fact]
    public void What_is_not_of_these_examples_or_no_such_archive_is_passed_over()
    {
        Put("a/short-cscores.npz", Labels[..4], 0);
        // Found by its name alone.
        Put("a/scores.npz", Labels, 0);
        File.WriteAllText(_folder.File("a/broken-cscores.npz"), "no archive");
        CScoreArchive.Write(_folder.File("a/uneven-cscores.npz"), Labels, [0.5]);
        Assert.Null(Find("a"));
        Put("a/whole-cscores.npz", Labels, 0.5);
        Assert.Equal(0.5f, Find("a")![0]);
    }

    private void Put(string name, byte[] labels, double first) =>
        CScoreArchive.Write(_folder.File(name), labels, [.. labels.Select((_, i) => first + i)]);

    private float[]? Find(params string[] folders) => CScoreFile.Find(folders.Select(_folder.File), Labels);
}
