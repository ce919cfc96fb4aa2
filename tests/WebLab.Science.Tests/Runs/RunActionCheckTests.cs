using WebLab.Contracts.Runs;
using WebLab.Science.Runs;

namespace WebLab.Science.Tests.Runs;

public sealed class RunActionCheckTests
{
    private static readonly Guid[] One = [Guid.NewGuid()];

    [Fact]
    public void Bad_request_gets_one_sentence()
    {
        RunAction[] bad =
        [
            new() { Verb = RunVerb.Pin, Ids = [] },
            new() { Verb = RunVerb.Pin, Ids = new Guid[10_001] },
            new() { Verb = RunVerb.Tag, Ids = One },
            new()
            {
                Verb = RunVerb.Tag,
                Ids = One,
                Tags = ["two words"],
            },
            new()
            {
                Verb = RunVerb.Tag,
                Ids = One,
                Tags = ["<img>"],
            },
            new()
            {
                Verb = RunVerb.Tag,
                Ids = One,
                Tags = [""],
            },
            new()
            {
                Verb = RunVerb.Tag,
                Ids = One,
                Tags = [new('x', 41)],
            },
            new()
            {
                Verb = RunVerb.Untag,
                Ids = One,
                Tags = new string[21],
            },
            new() { Verb = RunVerb.Rename, Ids = One },
            new()
            {
                Verb = RunVerb.Rename,
                Ids = One,
                Text = "  ",
            },
            new()
            {
                Verb = RunVerb.Rename,
                Ids = One,
                Text = "a\nb",
            },
            new()
            {
                Verb = RunVerb.Rename,
                Ids = One,
                Text = new('x', 201),
            },
            new() { Verb = RunVerb.Note, Ids = One },
            new()
            {
                Verb = RunVerb.Note,
                Ids = One,
                Text = new('x', 10_001),
            },
        ];
        foreach (var action in bad)
        {
            var sentence = RunActionCheck.Problem(action);
            Assert.NotNull(sentence);
            Assert.Contains(" must ", sentence, StringComparison.Ordinal);
            Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(RunVerb.Cancel, RunStatus.Completed, false, "ended already")]
    [InlineData(RunVerb.Cancel, RunStatus.Running, false, null)]
    [InlineData(RunVerb.Pause, RunStatus.Running, false, null)]
    [InlineData(RunVerb.Pause, RunStatus.Queued, false, null)]
    [InlineData(RunVerb.Pause, RunStatus.Pausing, false, "pausing already")]
    [InlineData(RunVerb.Pause, RunStatus.Completed, false, "ended already")]
    [InlineData(RunVerb.Stop, RunStatus.Paused, false, null)]
    [InlineData(RunVerb.Stop, RunStatus.Failed, false, "ended already")]
    [InlineData(RunVerb.Resume, RunStatus.Paused, false, null)]
    [InlineData(RunVerb.Resume, RunStatus.Interrupted, false, null)]
    [InlineData(RunVerb.Resume, RunStatus.Interrupted, true, "restore it first")]
    [InlineData(RunVerb.Resume, RunStatus.Running, false, "neither paused nor interrupted")]
    [InlineData(RunVerb.Resume, RunStatus.Cancelled, false, null)]
    [InlineData(RunVerb.Archive, RunStatus.Running, false, "has not ended")]
    [InlineData(RunVerb.Archive, RunStatus.Queued, false, "has not ended")]
    [InlineData(RunVerb.Archive, RunStatus.Completed, false, null)]
    [InlineData(RunVerb.Archive, RunStatus.Interrupted, true, "archived already")]
    [InlineData(RunVerb.Restore, RunStatus.Completed, false, "not archived")]
    [InlineData(RunVerb.Restore, RunStatus.Completed, true, null)]
    [InlineData(RunVerb.Purge, RunStatus.Completed, false, "archive it first")]
    [InlineData(RunVerb.Purge, RunStatus.Completed, true, null)]
    [InlineData(RunVerb.Unpin, RunStatus.Completed, false, "not pinned")]
    public void Verb_applies_or_says_why_not(RunVerb verb, RunStatus status, bool isArchived, string? reason)
    {
        var run = Filters.Runs.Of("a run", status: status) with
        {
            ArchivedAt = isArchived ? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) : null,
        };
        var refusal = RunActionCheck.Refusal(run, new() { Verb = verb, Ids = One });
        if (reason is null)
            Assert.Null(refusal);
        else
            Assert.Contains(reason, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_are_added_once_and_at_most_twenty()
    {
        var run = Filters.Runs.Of("a run", tags: [.. Enumerable.Range(0, 19).Select(i => $"t{i}")]);
        Assert.NotNull(
            RunActionCheck.Refusal(
                run,
                new()
                {
                    Verb = RunVerb.Tag,
                    Ids = One,
                    Tags = ["T3"],
                }
            )
        );
        Assert.Null(
            RunActionCheck.Refusal(
                run,
                new()
                {
                    Verb = RunVerb.Tag,
                    Ids = One,
                    Tags = ["new"],
                }
            )
        );
        Assert.NotNull(
            RunActionCheck.Refusal(
                run,
                new()
                {
                    Verb = RunVerb.Tag,
                    Ids = One,
                    Tags = ["new", "newer"],
                }
            )
        );
    }
}
