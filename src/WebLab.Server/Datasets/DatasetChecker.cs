using WebLab.Contracts.Datasets;

namespace WebLab.Server.Datasets;

/// <summary>Compares the files that are here at start with the published ones: about a second a data set, so beside the first
/// requests.</summary>
internal sealed class DatasetChecker(DatasetLibrary library) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Run(
            () =>
            {
                foreach (var facts in DatasetFacts.All)
                {
                    if (!stoppingToken.IsCancellationRequested)
                        library.Check(facts.Name);
                }
            },
            stoppingToken
        );
}
