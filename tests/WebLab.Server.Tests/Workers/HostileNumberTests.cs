using System.Net;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
namespace WebLab.Server.Tests.Workers;

/// <summary>Attack family 12: a worker with a real token that says what no trainer would.</summary>
[Trait("Speed", "Slow")]
public sealed class HostileNumberTests(HostileWorker worker) : IClassFixture<HostileWorker>
{
    private static readonly RunProgress Good = new(1, 10, 5, 100, 1_000, 3);

    private static readonly RunResult GoodResult = new()
    {
        Epochs = 1,
        Parameters = 100,
        Steps = 10,
        TrainLoss = double.NaN,
        TrainAccuracy = 0.5,
        CleanAccuracy = 0.5,
        MemorisedFraction = null,
        TestAccuracy = 0,
        BestTestAccuracy = 1,
        BestTestEpoch = 1,
        RealisedNoiseRate = 0,
        GivenLabelHash = new('0', 64),
        TimeToFitEpochs = null,
        TimeToFitSteps = null,
        ImagesPerSecond = 1_000,
    };

    public static TheoryData<string> Batches => [.. BadBatches.Keys];

    public static TheoryData<string> Reports => [.. BadReports.Keys];

    private static Dictionary<string, Func<long, object>> BadBatches { get; } =
        new()
        {
            ["no points"] = next => Batch(next, []),
            ["a first number of 0"] = _ => Batch(0, [2]),
            ["a first number below 0"] = _ => Batch(long.MinValue, [2]),
            ["numbers beyond counting"] = _ => Batch(long.MaxValue, [2, 3]),
            ["a metric that no number of a byte is"] = next => Batch(next, [2]) with { Metrics = [256] },
            ["an unknown metric"] = next => Batch(next, [2]) with { Metrics = [999] },
            ["a metric below 0"] = next => Batch(next, [2]) with { Metrics = [-1] },
            ["fewer values than steps"] = next => Batch(next, [2, 3]) with { Values = [1] },
            ["more values than steps"] = next => Batch(next, [2]) with { Values = [1, 2, 3] },
            ["no times"] = next => Batch(next, [2]) with { Times = [] },
            ["no column at all"] = next => Batch(next, [2]) with { Metrics = null! },
            ["step 0"] = next => Batch(next, [0]),
            ["a step below 0"] = next => Batch(next, [-1]),
            ["the lowest step"] = next => Batch(next, [int.MinValue]),
            ["steps that go backward"] = next => Batch(next, [5, 4]),
            ["steps before those of an earlier batch"] = next => Batch(next, [19]),
            ["steps before those of an earlier batch, behind points that were told"] = next => Batch(next - 1, [19, 19]),
            ["a time before 1970"] = next => Batch(next, [2]) with { Times = [long.MinValue] },
            ["too many points"] = next => Batch(next, [.. Enumerable.Range(2, 100_001)]),
        };

    private static Dictionary<string, (string Method, object?[] Arguments)> BadReports { get; } =
        new()
        {
            ["an epoch below 0"] = ("Advance", [Good with { Epoch = -1 }, null]),
            ["more epochs than there are"] = ("Advance", [Good with { Epoch = 11 }, null]),
            ["a step below 0"] = ("Advance", [Good with { Step = int.MinValue }, null]),
            ["more steps than there are"] = ("Advance", [Good with { Step = int.MaxValue }, null]),
            ["no progress"] = ("Advance", [null, null]),
            ["facts without a network"] = ("Start", [new RunFacts(-1, 10, 0, new string('0', 64), "cpu", 1)]),
            ["a noise rate above 1"] = ("Start", [new RunFacts(10, 10, 1.5, new string('0', 64), "cpu", 1)]),
            ["a hash of a million digits"] = ("Start", [new RunFacts(10, 10, 0, new string('0', 1_000_000), "cpu", 1)]),
            ["a device of a million letters"] = ("Start", [new RunFacts(10, 10, 0, new string('0', 64), new string('x', 1_000_000), 1)]),
            ["no facts"] = ("Start", [null]),
            ["a checkpoint of fewer than no bytes"] = ("Saved", [new CheckpointInfo(1, 1, -1, DateTimeOffset.UnixEpoch)]),
            ["a test accuracy above 1"] = ("Advance", [Good, GoodResult with { TestAccuracy = 1.01 }]),
            ["a train accuracy below 0"] = ("Advance", [Good, GoodResult with { TrainAccuracy = -0.1 }]),
            ["a clean accuracy that is no number"] = ("Advance", [Good, GoodResult with { CleanAccuracy = double.NaN }]),
            ["a memorised fraction without end"] = ("Advance", [Good, GoodResult with { MemorisedFraction = double.PositiveInfinity }]),
            ["a best value above 1"] = ("Advance", [Good, GoodResult with { Best = new() { TrainAccuracy = new(2, 1) } }]),
            ["a gap below -1"] = ("Advance", [Good, GoodResult with { Best = new() { GeneralisationGap = new(-1.5, 1) } }]),
            ["a metric that is not known"] = Measured("nonsense", new(0.5, null)),
            ["a metric under another name of it"] = Measured("test-accuracy", new(0.5, null)),
            ["a metric above its range"] = Measured("test.acc", new(1.5, null)),
            ["a best of a metric below its range"] = Measured("train.acc", new(0.5, new(-0.5, 1))),
            ["a best of a metric after the last epoch"] = Measured("train.acc", new(0.5, new(0.5, 2))),
            ["epochs below 0"] = ("Advance", [Good, GoodResult with { Epochs = -1 }]),
            ["a best epoch after the last"] = ("Advance", [Good, GoodResult with { BestTestEpoch = 2 }]),
            ["a speed without end"] = ("Advance", [Good, GoodResult with { ImagesPerSecond = double.PositiveInfinity }]),
            ["measures with a hash of a million digits"] = ("Advance", [Good, GoodResult with { GivenLabelHash = new('0', 1_000_000) }]),
            ["measures with a note of a million letters"] = ("Advance", [Good, GoodResult with { SolutionNote = new('x', 1_000_000) }]),
            ["an end with a test accuracy above 1"] = ("Finish", [WorkerEnd.Completed, null, GoodResult with { TestAccuracy = 1.01 }]),
            ["an end with a detail of a million letters"] = ("Finish", [WorkerEnd.Failed, new string('x', 1_000_000), null]),
            ["an unknown end"] = ("Finish", [(WorkerEnd)99, null, null]),
            ["a checkpoint before the first step"] = ("Saved", [new CheckpointInfo(-1, -1, 1, DateTimeOffset.UnixEpoch)]),
        };

    private static (string Method, object?[] Arguments) Measured(string name, MeasuredMetric measured) =>
        ("Advance", [Good, GoodResult with { Metrics = new MeasuredMetrics { [name] = measured } }]);

    [Theory]
    [MemberData(nameof(Batches))]
    public async Task Bad_batches_are_refused_and_leave_nothing(string which)
    {
        var before = await worker.Server.Client.Curve(worker.Run.Id);
        var batch = BadBatches[which](before.LastSequence + 1);
        var fault = await Assert.ThrowsAsync<HubException>(() => worker.Hub.InvokeAsync<long>(nameof(IWorkerHub.Report), batch));
        Assert.Contains("A batch must", fault.Message, StringComparison.Ordinal);
        var after = await worker.Server.Client.Curve(worker.Run.Id);
        Assert.Equal(before.LastSequence, after.LastSequence);
        await IsWell();
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task Bad_reports_are_refused_and_leave_nothing(string which)
    {
        var before = await worker.Server.Client.Run(worker.Run.Id);
        var (method, arguments) = BadReports[which];
        var fault = await Assert.ThrowsAsync<HubException>(() => worker.Hub.InvokeCoreAsync(method, arguments));
        Assert.Contains("must", fault.Message, StringComparison.Ordinal);
        var after = await worker.Server.Client.Run(worker.Run.Id);
        Assert.Equal(
            (before.Progress, before.Facts, before.Checkpoint, before.Result),
            (after.Progress, after.Facts, after.Checkpoint, after.Result)
        );
        await IsWell();
    }

    [Fact]
    public async Task Every_float_is_kept_as_it_is()
    {
        float[] values =
        [
            float.NaN,
            float.PositiveInfinity,
            float.NegativeInfinity,
            -0f,
            float.Epsilon,
            -float.Epsilon,
            1e-40f,
            float.MaxValue,
            float.MinValue,
            1f / 3,
        ];
        var next = (await worker.Server.Client.Curve(worker.Run.Id)).LastSequence + 1;
        var points = values.Select((value, index) => new Point(Metric.TestLoss, index + 1, value, 1_000 + index)).ToList();
        Assert.Equal(next + values.Length - 1, await worker.Hub.InvokeAsync<long>(nameof(IWorkerHub.Report), PointBatch.Of(next, points)));
        var series = (await worker.Server.Client.Curve(worker.Run.Id)).Series.Single(series => series.Metric == Metric.TestLoss);
        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), series.Last.Select(BitConverter.SingleToInt32Bits));
        await IsWell();
    }

    [Fact]
    public async Task Points_that_came_before_and_points_after_a_gap_change_nothing()
    {
        var before = await worker.Server.Client.Curve(worker.Run.Id);
        foreach (var first in new[] { 1, before.LastSequence + 2, before.LastSequence + 1_000_000, long.MaxValue - 1 })
        {
            Assert.Equal(before.LastSequence, await worker.Hub.InvokeAsync<long>(nameof(IWorkerHub.Report), Batch(first, [7])));
            var after = await worker.Server.Client.Curve(worker.Run.Id);
            Assert.Equal(before.LastSequence, after.LastSequence);
            Assert.Equal(2.5f, after.Series.Single(series => series.Metric == Metric.StepLoss).Last[0]);
        }
        await IsWell();
    }

    [Fact]
    public async Task Measures_at_the_ends_of_their_ranges_are_taken()
    {
        await worker.Hub.InvokeAsync(nameof(IWorkerHub.Advance), Good, GoodResult);
        var stored = (await worker.Server.Client.Run(worker.Run.Id)).Result!;
        Assert.Equal((double.NaN, 0, 1), (stored.TrainLoss, stored.TestAccuracy, stored.BestTestAccuracy));
        await IsWell();
    }

    [Fact]
    public async Task Progress_that_is_not_finite_breaks_no_page()
    {
        await worker.Hub.InvokeAsync(
            nameof(IWorkerHub.Advance),
            Good with
            {
                ImagesPerSecond = double.NaN,
                SecondsLeft = double.NegativeInfinity,
            },
            null
        );
        await IsWell();
    }

    [Fact]
    public async Task A_message_of_five_megabytes_ends_its_connection_alone()
    {
        await using var other = worker.Connect();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        other.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await other.StartAsync();
        var facts = new RunFacts(1, 1, 0, new string('0', 5 * 1024 * 1024), "cpu", 1);
        await Assert.ThrowsAnyAsync<Exception>(() => other.InvokeAsync(nameof(IWorkerHub.Start), facts));
        await closed.Task.Within(TimeSpan.FromSeconds(30), () => "the end of the connection");
        await IsWell();
    }

    private static PointBatch Batch(long first, int[] steps) =>
        new()
        {
            FirstSequence = first,
            Metrics = [.. steps.Select(_ => (int)Metric.StepLoss.Number)],
            Steps = steps,
            Values = [.. steps.Select(_ => 1f)],
            Times = [.. steps.Select(step => 1_000L)],
        };

    /// <summary>The run goes on, and whoever looks at it is answered.</summary>
    private async Task IsWell()
    {
        Assert.Equal(HubConnectionState.Connected, worker.Hub.State);
        Assert.Equal(RunStatus.Running, (await worker.Server.Client.Run(worker.Run.Id)).Status);
        foreach (
            var path in new[]
            {
                $"{ApiRoutes.Runs}/{worker.Run.Id}",
                $"{ApiRoutes.Runs}/{worker.Run.Id}/curve",
                ApiRoutes.Runs,
                ApiRoutes.Experiments,
                ApiRoutes.Queue,
                ApiRoutes.Devices,
            }
        )
            Assert.Equal(HttpStatusCode.OK, (await worker.Server.Client.Get(path)).Status);
    }
}
