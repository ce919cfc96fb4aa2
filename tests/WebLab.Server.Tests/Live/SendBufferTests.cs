using System.Reflection;
using WebLab.Contracts;
using WebLab.Contracts.Live;
using WebLab.Contracts.Runs;
using WebLab.Server.Live;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Live;

public sealed class SendBufferTests
{
    private static readonly Guid Id = Guid.NewGuid();

    [Fact]
    public async Task Of_many_steps_of_a_run_the_last_is_sent_without_its_recipe()
    {
        var buffer = new SendBuffer();
        foreach (var step in new[] { 1, 2, 3 })
            Advance(buffer, step);
        Assert.Equal(["RunsAdvanced 3"], await Sent(buffer));
    }

    [Fact]
    public async Task Of_many_runs_that_advance_one_message_tells()
    {
        var buffer = new SendBuffer();
        foreach (var step in new[] { 1, 2, 3 })
            buffer.Put(At(step) with { Id = Guid.NewGuid() }, new(Guid.NewGuid(), At(step).Progress, LastSeenAt: null));
        Assert.Equal(["RunsAdvanced 1, 2, 3"], await Sent(buffer));
    }

    [Fact]
    public async Task A_run_that_waits_to_be_told_whole_is_told_whole_as_it_is_by_then()
    {
        var buffer = new SendBuffer();
        Advance(buffer, 1);
        buffer.Put(Id, client => client.RunChanged(At(2)));
        Advance(buffer, 3);
        Assert.Equal(["RunChanged 3"], await Sent(buffer));
    }

    [Fact]
    public async Task Of_a_run_that_was_deleted_nothing_else_is_told()
    {
        var buffer = new SendBuffer();
        Advance(buffer, 1);
        buffer.Put(Id, client => client.RunDeleted(Id));
        Assert.Equal([$"RunDeleted {Id}"], await Sent(buffer));
    }

    [Fact]
    public async Task What_an_epoch_measured_is_not_lost_to_the_step_after_it()
    {
        var buffer = new SendBuffer();
        buffer.Put(At(2), new(Id, At(2).Progress, LastSeenAt: null, Result));
        Advance(buffer, 3);
        Assert.Equal(["RunsAdvanced 3 with 1 epochs"], await Sent(buffer));
    }

    [Fact]
    public void A_run_has_only_come_further_when_its_step_and_what_it_measured_alone_are_new()
    {
        var copy = At(2) with { Spec = Specs.Short with { }, Tags = [] };
        Assert.Equal(new(Id, copy.Progress, null), RunAdvance.Between(At(1), copy));
        Assert.Same(Result, RunAdvance.Between(At(1), copy with { Result = Result })!.Result);
        Assert.Null(RunAdvance.Between(At(1) with { Result = Result }, copy with { Result = Result with { Metrics = null } })!.Result);
        Assert.Null(RunAdvance.Between(At(1), copy with { Status = RunStatus.Completed }));
        Assert.Null(RunAdvance.Between(At(1), copy with { Tags = ["a tag"] }));
    }

    private static RunResult Result { get; } =
        new()
        {
            Epochs = 1,
            Parameters = 1,
            Steps = 1,
            TrainLoss = 1,
            TrainAccuracy = 1,
            CleanAccuracy = 1,
            MemorisedFraction = null,
            TestAccuracy = 1,
            BestTestAccuracy = 1,
            BestTestEpoch = 1,
            RealisedNoiseRate = 0,
            GivenLabelHash = "",
            TimeToFitEpochs = null,
            TimeToFitSteps = null,
            ImagesPerSecond = 1,
        };

    private static void Advance(SendBuffer buffer, int step) =>
        buffer.Put(At(step), new(Id, At(step).Progress, LastSeenAt: null));

    private static RunSummary At(int step) =>
        new()
        {
            Id = Id,
            ExperimentId = Id,
            ExperimentName = "an experiment",
            Index = 0,
            Name = "a run",
            Spec = Specs.Short,
            Status = RunStatus.Running,
            CreatedAt = default,
            Progress = new(1, 1, step, 100, 1, null),
        };

    private static async Task<IReadOnlyList<string>> Sent(SendBuffer buffer)
    {
        var client = DispatchProxy.Create<ILiveClient, Recording>();
        await buffer.Send(client);
        return ((Recording)client).Said;
    }

    /// <summary>Public, and no less than what derives from it at run time needs.</summary>
    public class Recording : DispatchProxy
    {
        public List<string> Said { get; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var what = args![0] switch
            {
                RunSummary run => run.Progress!.Step,
                IReadOnlyList<RunAdvance> advances => string.Join(", ", advances.Select(Words)),
                var other => other,
            };
            Said.Add($"{targetMethod!.Name} {what}");
            return Task.CompletedTask;
        }

        private static string Words(RunAdvance advance) =>
            advance.Result is { } result
                ? Sentence.Of($"{advance.Progress!.Step} with {result.Epochs} epochs")
                : Sentence.Of($"{advance.Progress!.Step}");
    }
}
