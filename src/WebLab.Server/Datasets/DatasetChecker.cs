using WebLab.Contracts.Datasets;

namespace WebLab.Server.Datasets;

/// <summary>Compares the files that are here at start with the published ones: about a second a data set, so beside the first
/// requests.</summary>
internal sealed class DatasetChecker(DatasetLibrary library, ILogger<DatasetChecker> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Run(
            () =>
            {
                foreach (var facts in DatasetFacts.All)
                {
                    if (stoppingToken.IsCancellationRequested)
                        return;
                    try
                    {
                        library.Check(facts.Name);
                    }
                    catch (Exception error)
                    {
                        logger.LogError(error, "Checking the data set {Dataset} failed.", facts.Name);
                    }
                }
            },
            stoppingToken
        );
}
