using WebLab.Server.Background;

namespace WebLab.Server.Storage;

/// <summary>Looks now and then whether what was deleted is worth a smaller file.</summary>
internal sealed class Compactor(LabDatabase database, TimeProvider time, ILogger<Compactor> logger)
    : GuardedLoop("making the database smaller", time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    protected override async Task Turn(CancellationToken stop)
    {
        await Task.Delay(Interval, Time, stop);
        await database.Compact();
    }
}
