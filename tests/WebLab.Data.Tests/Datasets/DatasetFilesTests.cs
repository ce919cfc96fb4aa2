using System.Runtime.Versioning;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;
namespace WebLab.Data.Tests.Datasets;

public sealed class DatasetFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folder_is_found_by_itself_and_by_its_parent()
    {
        var inner = Directory.CreateDirectory(_folder.File("cifar-10-batches-bin")).FullName;
        foreach (var name in Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin").Append("test_batch.bin"))
            File.WriteAllBytes(Path.Combine(inner, name), []);

        Assert.Equal(inner, DatasetFiles.Find(DatasetName.Cifar10, _folder.Path)!.Folder);
        Assert.Equal(inner, DatasetFiles.Find(DatasetName.Cifar10, inner)!.Folder);
        File.Delete(Path.Combine(inner, "data_batch_3.bin"));
        Assert.Null(DatasetFiles.Find(DatasetName.Cifar10, inner));
    }

    /// <summary>As a <c>--data</c> folder of somebody else's.</summary>
    [Theory]
    [InlineData(DatasetName.Cifar10)]
    [InlineData(DatasetName.Mnist)]
    [UnsupportedOSPlatform("windows")]
    public void Folder_that_may_not_be_looked_into_has_no_data_set(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Rights of folders are Linux's here.");
        File.SetUnixFileMode(_folder.Path, UnixFileMode.None);
        try
        {
            WithoutRights.Run(() =>
            {
                Assert.Throws<UnauthorizedAccessException>(() => Directory.GetFiles(_folder.Path));
                Assert.Null(DatasetFiles.Find(name, _folder.Path));
            });
        }
        finally
        {
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void Only_data_sets_with_files_have_published_files() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            DatasetFiles.Check(DatasetName.Generated, new(new IdxFormat(), _folder.Path, "", []))
        );

    [Fact]
    public void Mnist_is_found_with_some_files_unpacked()
    {
        foreach (
            var name in new[]
            {
                "train-images-idx3-ubyte",
                "train-labels-idx1-ubyte.gz",
                "t10k-images-idx3-ubyte.gz",
                "t10k-labels-idx1-ubyte",
            }
        )
            File.WriteAllBytes(_folder.File(name), []);
        var found = DatasetFiles.Find(DatasetName.Mnist, _folder.Path)!;
        Assert.Equal(_folder.Path, found.Folder);
        Assert.Equal(4, DatasetFiles.Check(DatasetName.Mnist, found).Count);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Reference_files_are_the_published_ones_but_for_the_test_batch()
    {
        var data = ReferenceData.Folder();
        Assert.Empty(DatasetFiles.Check(DatasetName.Mnist, DatasetFiles.Find(DatasetName.Mnist, data)!));
        var note = Assert.Single(DatasetFiles.Check(DatasetName.Cifar10, DatasetFiles.Find(DatasetName.Cifar10, data)!));
        Assert.StartsWith("test_batch.bin is not the published file", note, StringComparison.Ordinal);
    }
}
