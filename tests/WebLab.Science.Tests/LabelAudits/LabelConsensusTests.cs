using WebLab.Contracts.LabelAudits;
using WebLab.Science.LabelAudits;

namespace WebLab.Science.Tests.LabelAudits;

public sealed class LabelConsensusTests
{
    [Fact]
    public void The_most_votes_decide_and_a_tie_decides_nothing()
    {
        var people = new[]
        {
            Person(new("train", 7, LabelDecision.Relabel, 3), new("train", 9, LabelDecision.Keep), new("test", 1, LabelDecision.SetAside)),
            Person(new("train", 7, LabelDecision.Relabel, 3), new("train", 9, LabelDecision.Relabel, 2)),
            Person(new LabelVote("train", 7, LabelDecision.Relabel, 4)),
        };
        Assert.Equal(
            [
                new("test", 1, LabelDecision.SetAside, null, 1, 1),
                new("train", 7, LabelDecision.Relabel, 3, 3, 2),
                new("train", 9, null, null, 2, 1),
            ],
            LabelConsensus.Of(people)
        );
        // Of example 7 one pair of three agrees, of example 9 none of one.
        Assert.Equal(0.25, LabelConsensus.Agreement(people));
    }

    [Fact]
    public void One_person_agrees_with_nobody() =>
        Assert.Null(LabelConsensus.Agreement([Person(new("train", 1, LabelDecision.Keep), new("train", 2, LabelDecision.Keep))]));

    private static PersonVotes Person(params LabelVote[] votes) => new("", false, votes);
}
