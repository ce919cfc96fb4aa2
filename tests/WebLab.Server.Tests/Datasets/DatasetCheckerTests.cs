using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebLab.Contracts.Specs;
using WebLab.Server.Datasets;
using WebLab.Server.Tests.Storage;

namespace WebLab.Server.Tests.Datasets;

public sealed class DatasetCheckerTests
{
    /// <summary>A background service that throws would end the whole server.</summary>
    [Fact]
    public async Task A_set_that_cannot_be_checked_does_not_end_the_check_of_the_others()
    {
        using var store = new TemporaryStore();
        var options = Options.Create(new DatasetOptions());
        var library = new DatasetLibrary(store.Folder, store.Database, options, NullLogger<DatasetLibrary>.Instance);
        List<string> told = [];
        library.Changed += info =>
        {
            told.Add(info.Facts.Name);
            if (info.Facts.Name == DatasetName.Generated)
                throw new InvalidOperationException("a fault");
        };
        using var checker = new DatasetChecker(library, NullLogger<DatasetChecker>.Instance);
        await checker.StartAsync(CancellationToken.None);
        await checker.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Empty(new[] { DatasetName.Generated, DatasetName.Cifar10, DatasetName.Mnist }.Except(told));
    }
}
