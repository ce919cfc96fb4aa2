using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;

namespace WebLab.Data.Tests.Datasets;

public sealed class CatalogueFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Set_is_entered_under_its_folders_name_and_read_with_its_own_shape()
    {
        IdxFiles.Write(_folder.File("Tiny Letters/raw"));
        var entry = CatalogueFolder.Add(_folder.File("catalogue"), _folder.File("Tiny Letters"), null, null);
        Assert.Equal(("tiny-letters", "Tiny Letters", true), (entry.Facts.Name, entry.Facts.Title, entry.Facts.IsOwn));
        Assert.Equal((20, 14, 7), (entry.Facts.InputHeight, entry.Facts.InputWidth, entry.Facts.Classes.Count));
        Assert.Contains("tiny-letters", DatasetFacts.Names);
        var read = Assert.Single(CatalogueFolder.Read(_folder.File("catalogue")));
        Assert.Equal((entry.ContentHash, entry.Place, entry.Facts.Name), (read.ContentHash, read.Place, read.Facts.Name));

        var data = DatasetReader.Load("tiny-letters", entry.Place, 12, 10);
        foreach (
            var kind in new[]
            {
                CorruptionKind.RandomLabels,
                CorruptionKind.ShuffledPixels,
                CorruptionKind.RandomPixels,
                CorruptionKind.Gaussian,
                CorruptionKind.InstanceDependentLabels,
            }
        )
        {
            var spec = new RunSpec
            {
                Dataset = "tiny-letters",
                TrainSize = 12,
                TestSize = 10,
                Corruption = new() { Kind = kind, NoiseRate = kind == CorruptionKind.InstanceDependentLabels ? 0.5 : 0 },
            };
            var corrupted = Corruptor.Apply(spec, data, null);
            Assert.Equal((12, 20, 14), (corrupted.Train.Count, corrupted.Train.Height, corrupted.Train.Width));
            Assert.All(corrupted.GivenLabels, label => Assert.InRange(label, 0, 6));
        }
    }

    [Fact]
    public void Names_of_the_product_and_of_other_contents_are_refused()
    {
        IdxFiles.Write(_folder.File("MNIST/raw"));
        IdxFiles.Write(_folder.File("other"), classes: 5);
        Assert.Contains("name must be another than mnist, which is MNIST's", Refusal("MNIST", null), StringComparison.Ordinal);
        Assert.Contains("name must have 1 to 40 lower-case letters", Refusal("MNIST", "../x"), StringComparison.Ordinal);
        CatalogueFolder.Add(_folder.File("catalogue"), _folder.File("MNIST"), "not-quite", "Not quite MNIST");
        Assert.Contains("under which a data set of other content was added", Refusal("other", "not-quite"), StringComparison.Ordinal);
        Assert.Contains("There is no data set in", Refusal("nowhere", null), StringComparison.Ordinal);
    }

    [Fact]
    public void Entry_of_a_newer_version_is_read_and_one_that_does_not_read_is_told_of()
    {
        IdxFiles.Write(_folder.File("Newer"));
        var catalogue = _folder.File("catalogue");
        var entry = CatalogueFolder.Add(catalogue, _folder.File("Newer"), null, null);
        var path = Path.Combine(catalogue, "newer.json");
        var written = File.ReadAllText(path);
        File.WriteAllText(path, written.Replace("{", "{\"ofLater\":[1],", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(catalogue, "cut.json"), written[..20]);
        File.WriteAllText(
            Path.Combine(catalogue, "theirs.json"),
            written.Replace("\"isOwn\":true", "\"isOwn\":false", StringComparison.Ordinal)
        );
        List<string> unread = [];
        var read = Assert.Single(CatalogueFolder.Read(catalogue, unread.Add));
        Assert.Equal((entry.Facts.Name, entry.ContentHash), (read.Facts.Name, read.ContentHash));
        Assert.Equal(2, unread.Count);
        Assert.StartsWith(
            $"The catalogue's entry {Path.Combine(catalogue, "cut.json")} cannot be read, and its data set is not known: ",
            unread[0],
            StringComparison.Ordinal
        );
        Assert.EndsWith("theirs.json cannot be read, and its data set is not known: it is not of a data set of the lab's own.", unread[1]);
    }

    private string Refusal(string place, string? name) =>
        Assert.Throws<DatasetException>(() => CatalogueFolder.Add(_folder.File("catalogue"), _folder.File(place), name, null)).Message;
}
