using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;
using WebLab.Server.Tests.Accounts;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.LabelAudits;

/// <summary>What people decide about the suspects of an audit, through the doors of a lab with accounts.</summary>
[Trait("Speed", "Slow")]
public sealed class LabelVoteApiTests(AccountsLab lab) : IClassFixture<AccountsLab>
{
    private static readonly RunSpec Audit = new()
    {
        TrainSize = 40,
        TestSize = 20,
        Analysis = new() { Kind = "label-audit" },
    };

    [Fact]
    public async Task Votes_of_several_people_make_corrected_labels_that_a_run_trains_on()
    {
        var run = await Launch(isPrivate: false);
        await Vote(lab.Member, run, new("train", 3, LabelDecision.Relabel, 7), new("train", 4, LabelDecision.SetAside));
        await Vote(lab.Other, run, new LabelVote("train", 3, LabelDecision.Relabel, 7));
        await Vote(lab.Admin, run, new("train", 3, LabelDecision.Keep), new("train", 5, LabelDecision.Relabel, 1));
        // A word taken back, and one that takes another's place.
        await Vote(lab.Admin, run, new("train", 5, null), new("train", 6, LabelDecision.Relabel, 2));

        var people = await lab.Member.Get<IReadOnlyList<PersonVotes>>($"{ApiRoutes.Runs}/{run}/votes");
        Assert.Equal(["grace", "ada", "alan"], people.Select(person => person.Person));
        Assert.Equal([true, false, false], people.Select(person => person.IsMine));
        Assert.Equal([3, 6], people[1].Votes.Select(vote => vote.Index));

        // A test example's label can be wrong as any other's.
        await Vote(lab.Member, run, new LabelVote("test", 2, LabelDecision.Relabel, 6));
        var lines = (await lab.Viewer.Send(HttpMethod.Get, $"{ApiRoutes.Runs}/{run}/labels.csv")).Body.Split("\r\n");
        Assert.Equal(42 + 20, lines.Length);
        Assert.Matches("^3,[0-9],[^,]+,7,[^,]+,relabel,3,2,train,$", lines[4]);
        Assert.Matches("^4,[0-9],[^,]+,,,set-aside,1,1,train,$", lines[5]);
        Assert.Matches("^5,([0-9]),([^,]+),\\1,\\2,,0,0,train,$", lines[6]);
        Assert.Matches("^2,[0-9],[^,]+,6,[^,]+,relabel,1,1,test,$", lines[43]);
        var onlyTest = await lab.Viewer.Send(HttpMethod.Get, $"{ApiRoutes.Runs}/{run}/labels.csv?split=test");
        Assert.Equal(22, onlyTest.Body.Split("\r\n").Length);
        var tests = await lab.Member.Bytes($"{ApiRoutes.Runs}/{run}/labels.npy?split=test");
        Assert.Equal(6, BitConverter.ToInt64(tests.AsSpan()[^(8 * 18)..]));

        var array = (await lab.Member.Bytes($"{ApiRoutes.Runs}/{run}/labels.npy")).AsSpan();
        Assert.Equal([7, -1], [BitConverter.ToInt64(array[^(8 * 37)..]), BitConverter.ToInt64(array[^(8 * 36)..])]);
        var forTraining = await lab.Member.Bytes($"{ApiRoutes.Runs}/{run}/labels.npy?aside=given");
        Assert.NotEqual(-1, BitConverter.ToInt64(forTraining.AsSpan()[^(8 * 36)..]));
    }

    [Fact]
    public async Task What_the_audited_labels_leave_out_stays_out_unless_it_is_decided_otherwise()
    {
        var truths = GeneratedImages.DrawTrain(40).Labels;
        int[] labels = [.. truths.Select((label, i) => i is 3 or 5 or 8 ? -1 : label)];
        var (status, body) = await lab.Member.Send(
            HttpMethod.Post,
            $"{ApiRoutes.Datasets}/generated/labels?title=y.npy&trainSize=40",
            new ByteArrayContent(LabelArrayWriter.Write(labels))
        );
        Assert.True(status == HttpStatusCode.Created, body);
        var file = JsonSerializer.Deserialize<LabelFileInfo>(body, LabJson.Options)!.File;
        var run = await Launch(isPrivate: false, Audit with { Corruption = new() { Kind = CorruptionKind.FileLabels, LabelFile = file } });
        await Vote(lab.Member, run, new("train", 5, LabelDecision.Keep), new("train", 8, LabelDecision.Relabel, 2));
        var array = await lab.Member.Bytes($"{ApiRoutes.Runs}/{run}/labels.npy");
        long[] corrected = [.. Enumerable.Range(0, 40).Select(i => BitConverter.ToInt64(array.AsSpan()[^(8 * (40 - i))..]))];
        Assert.Equal((-1, truths[5], 2), (corrected[3], (byte)corrected[5], corrected[8]));
        var lines = (await lab.Member.Send(HttpMethod.Get, $"{ApiRoutes.Runs}/{run}/labels.csv")).Body.Split("\r\n");
        Assert.Matches("^3,[0-9],[^,]+,,,,0,0,train,$", lines[4]);
    }

    [Fact]
    public async Task A_word_on_an_example_holds_in_every_audit_of_the_same_labels()
    {
        var (first, second) = (await Launch(isPrivate: false), await Launch(isPrivate: false));
        var drawn = await Launch(isPrivate: false, Audit with { Corruption = new() { Kind = CorruptionKind.RandomLabels } });
        await Vote(lab.Other, first, new LabelVote("train", 30, LabelDecision.Relabel, 4));
        Assert.Equal([(LabelDecision.Relabel, 4)], await On(30, lab.Member, second));
        Assert.Empty(await On(30, lab.Member, drawn));

        // The last word counts, wherever it was said, and one that is taken back is gone everywhere.
        await Vote(lab.Other, second, new LabelVote("train", 30, LabelDecision.Keep));
        Assert.Equal([(LabelDecision.Keep, null)], await On(30, lab.Member, first));
        await Vote(lab.Other, first, new LabelVote("train", 30, null));
        Assert.Empty(await On(30, lab.Member, second));

        // What is said in a private audit is said to those who see it.
        var own = await Launch(isPrivate: true);
        await Vote(lab.Member, own, new LabelVote("train", 31, LabelDecision.Keep));
        Assert.Empty(await On(31, lab.Other, first));
        Assert.Equal([(LabelDecision.Keep, null)], await On(31, lab.Member, first));
    }

    [Fact]
    public async Task Viewers_and_strangers_decide_nothing_and_a_private_audit_is_not_there_for_others()
    {
        var run = await Launch(isPrivate: true);
        var (votes, vote) = ($"{ApiRoutes.Runs}/{run}/votes", new[] { new LabelVote("train", 1, LabelDecision.Keep) });

        Assert.Equal(HttpStatusCode.Forbidden, (await lab.Viewer.Send(HttpMethod.Put, votes, vote)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.Other.Send(HttpMethod.Put, votes, vote)).Status);
        foreach (var path in new[] { "votes", "report", "labels.csv", "labels.npy" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await lab.Other.Send(HttpMethod.Get, $"{ApiRoutes.Runs}/{run}/{path}")).Status);
            using var nobody = lab.Nobody();
            Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.Send(HttpMethod.Get, $"{ApiRoutes.Runs}/{run}/{path}")).Status);
        }
        await Vote(lab.Member, run, vote);
    }

    [Theory]
    [InlineData("""[]""", "There must be 1 to 5,000 votes at once; there were 0.")]
    [InlineData("""[{"split":"both","index":1,"decision":"keep"}]""", "split must be train or test; it was both.")]
    [InlineData(
        """[{"split":"train","index":40,"decision":"keep"}]""",
        "index must be 0 to 39 in train, which is what this audit looks at; it was 40."
    )]
    [InlineData(
        """[{"split":"test","index":20,"decision":"keep"}]""",
        "index must be 0 to 19 in test, which is what this audit looks at; it was 20."
    )]
    [InlineData(
        """[{"split":"train","index":1,"decision":"relabel"}]""",
        "label must be 0 to 9 where an example is relabelled; it was none."
    )]
    [InlineData(
        """[{"split":"train","index":1,"decision":"keep","label":3}]""",
        "label must be left out where an example is not relabelled."
    )]
    public async Task What_is_no_vote_is_refused_with_a_sentence(string json, string sentence)
    {
        var run = await Launch(isPrivate: false);
        using var votes = JsonDocument.Parse(json);
        var (status, body) = await lab.Member.Send(HttpMethod.Put, $"{ApiRoutes.Runs}/{run}/votes", votes.RootElement);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(sentence, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Votes_go_with_their_run()
    {
        var run = await Launch(isPrivate: false);
        await Vote(lab.Member, run, new LabelVote("train", 1, LabelDecision.Keep));
        await lab.Member.Send(HttpMethod.Post, $"{ApiRoutes.Runs}/{run}/cancel");
        await Waiting.Until(() => Status(run).GetAwaiter().GetResult().HasEnded(), TimeSpan.FromSeconds(30), () => "the end of the audit");
        Assert.Equal(HttpStatusCode.NoContent, (await lab.Member.Send(HttpMethod.Delete, $"{ApiRoutes.Runs}/{run}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.Member.Send(HttpMethod.Get, $"{ApiRoutes.Runs}/{run}/votes")).Status);
    }

    private async Task<RunStatus> Status(Guid run) => (await lab.Member.Get<RunSummary>($"{ApiRoutes.Runs}/{run}")).Status;

    private static async Task<IEnumerable<(LabelDecision?, int?)>> On(int index, Person caller, Guid run) =>
        (await caller.Get<IReadOnlyList<PersonVotes>>($"{ApiRoutes.Runs}/{run}/votes"))
            .SelectMany(person => person.Votes)
            .Where(vote => vote.Index == index)
            .Select(vote => (vote.Decision, vote.Label));

    private async Task<Guid> Launch(bool isPrivate, RunSpec? spec = null)
    {
        var request = new ExperimentRequest
        {
            Name = "an audit",
            IsPrivate = isPrivate,
            Runs = [new("Label audit", spec ?? Audit)],
        };
        return (await lab.Member.Post<Experiment>(ApiRoutes.Experiments, request)).Runs[0].Id;
    }

    private static async Task Vote(Person person, Guid run, params LabelVote[] votes) =>
        Assert.Equal(HttpStatusCode.OK, (await person.Send(HttpMethod.Put, $"{ApiRoutes.Runs}/{run}/votes", votes)).Status);
}
