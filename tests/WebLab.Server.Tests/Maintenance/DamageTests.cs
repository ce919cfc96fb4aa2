using Microsoft.Extensions.Logging.Abstractions;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Curves;
using WebLab.Server.Experiments;
using WebLab.Server.Maintenance;
using WebLab.Server.Runs;
using WebLab.Server.Storage;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Maintenance;

/// <summary>A real database file with runs and curves, damaged in many places.</summary>
[Trait("Speed", "Slow")]
public sealed class DamageTests : IAsyncLifetime
{
    private const int PageSize = 8_192;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weblab-damage-");
    private byte[] _whole = [];

    private string Database => Path.Combine(_folder.FullName, "weblab.db");

    public async ValueTask InitializeAsync()
    {
        using var store = new StoreFolder(_folder.FullName);
        using (var database = new LabDatabase(store, NullLogger<LabDatabase>.Instance))
        {
            var (runs, curves) = (new RunStore(database), new CurveStore(database));
            var experiments = new ExperimentStore(database, runs, curves, store);
            for (var i = 0; i < 25; i++)
            {
                var experiment = new ExperimentSummary
                {
                    Id = Guid.CreateVersion7(),
                    Name = $"experiment {i}",
                    Description = "",
                    CreatedAt = DateTimeOffset.UnixEpoch,
                };
                var run = new RunSummary
                {
                    Id = Guid.CreateVersion7(),
                    ExperimentId = experiment.Id,
                    ExperimentName = experiment.Name,
                    Index = 0,
                    Name = "run",
                    Spec = new RunSpec(),
                    Status = RunStatus.Completed,
                    CreatedAt = DateTimeOffset.UnixEpoch,
                };
                await experiments.Add(experiment, [run]);
                await database.Write(writing => curves.Append(writing, run.Id, Points(3_000)));
            }
        }
        _whole = await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Whole_file_has_no_finding() => Assert.DoesNotContain(Check(), finding => finding.IsProblem);

    /// <summary>Whatever is damaged, checking it ends with a sentence or with nothing to tell, and never with an exception.</summary>
    [Fact]
    public async Task Damage_at_random_places_is_told_in_sentences_and_the_server_never_starts_on_what_it_cannot_read()
    {
        var random = new Random(20_261_125);
        var pages = _whole.Length / PageSize;
        var (seen, unseen) = (0, 0);
        for (var i = 0; i < 60; i++)
        {
            var damaged = (byte[])_whole.Clone();
            var page = i == 0 ? 0 : random.Next(pages);
            var used = Used(page);
            random.NextBytes(damaged.AsSpan(page * PageSize + random.Next(Math.Max(1, used - 256)), 256));
            await File.WriteAllBytesAsync(Database, damaged, TestContext.Current.CancellationToken);
            var problems = Check().Where(finding => finding.IsProblem).ToList();
            _ = problems.Count > 0 ? seen++ : unseen++;
            Assert.All(problems, problem => Assert.DoesNotContain("   at ", problem.Text, StringComparison.Ordinal));
        }
        Assert.Equal((60, 0), (seen, unseen));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(PageSize)]
    [InlineData(-PageSize)]
    [InlineData(-100)]
    public async Task Server_refuses_a_truncated_file_with_what_to_do(int length)
    {
        await File.WriteAllBytesAsync(
            Database,
            _whole[..(length >= 0 ? length : _whole.Length / 2 + length)],
            TestContext.Current.CancellationToken
        );
        await AssertRefused();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(200)]
    public async Task Server_refuses_a_file_with_a_damaged_first_page(int at)
    {
        var damaged = (byte[])_whole.Clone();
        damaged.AsSpan(at, 128).Fill(0xa5);
        await File.WriteAllBytesAsync(Database, damaged, TestContext.Current.CancellationToken);
        await AssertRefused();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task AssertRefused()
    {
        var bytes = await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken);
        var (exitCode, output) = await LabServer.Refused(_folder.FullName);
        Assert.Equal(2, exitCode);
        Assert.Contains($"The database {Database} is damaged: ", output, StringComparison.Ordinal);
        Assert.EndsWith($"./weblab restore FILE --store {_folder.FullName} brings back a backup.", output, StringComparison.Ordinal);
        // Nothing is written to it but that a part of a page at its end goes.
        Assert.InRange(new FileInfo(Database).Length, bytes.Length / PageSize * PageSize, bytes.Length);
    }

    private IReadOnlyList<DoctorFinding> Check()
    {
        File.Delete(DatabaseFile.LogOf(Database));
        using var store = new StoreFolder(_folder.FullName);
        return StoreDoctor.Check(store);
    }

    /// <summary>The bytes of a page that hold something: its head with what it says is used, and the slots at its end are left
    /// out.</summary>
    private int Used(int page) => page == 0 ? PageSize : Math.Max(512, (int)BitConverter.ToUInt16(_whole, page * PageSize + 24));

    private static PointBatch Points(int count)
    {
        var random = new Random(count);
        return PointBatch.Of(
            1,
            [.. Enumerable.Range(1, count).Select(step => new Point(Metric.StepLoss, step, random.NextSingle(), step * 1_000L))]
        );
    }
}
