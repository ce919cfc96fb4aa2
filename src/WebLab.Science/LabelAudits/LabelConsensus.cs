using WebLab.Contracts.LabelAudits;

namespace WebLab.Science.LabelAudits;

/// <summary>What several people's votes on labels come to.</summary>
public static class LabelConsensus
{
    /// <summary>The verdict on each example that somebody voted on: what most voted for; a tie decides nothing.</summary>
    /// <param name="people">Everybody's votes.</param>
    public static IReadOnlyList<LabelVerdict> Of(IEnumerable<PersonVotes> people) =>
        [
            .. people
                .SelectMany(person => person.Votes)
                .Where(vote => vote.Decision is not null)
                .GroupBy(vote => (vote.Split, vote.Index))
                .OrderBy(votes => votes.Key.Split, StringComparer.Ordinal)
                .ThenBy(votes => votes.Key.Index)
                .Select(Verdict),
        ];

    /// <summary>Of the pairs of votes that two people gave to one example, the share that agrees; null where nobody voted on what
    /// another did.</summary>
    /// <param name="people">Everybody's votes.</param>
    public static double? Agreement(IEnumerable<PersonVotes> people)
    {
        long pairs = 0,
            equal = 0;
        foreach (var votes in people.SelectMany(person => person.Votes).GroupBy(vote => (vote.Split, vote.Index)))
        {
            var counts = votes.GroupBy(vote => (vote.Decision, vote.Label)).Select(same => same.LongCount()).ToList();
            pairs += Pairs(counts.Sum());
            equal += counts.Sum(Pairs);
        }
        return pairs == 0 ? null : equal / (double)pairs;
    }

    private static long Pairs(long count) => count * (count - 1) / 2;

    private static LabelVerdict Verdict(IGrouping<(string Split, int Index), LabelVote> votes)
    {
        var counts = votes
            .GroupBy(vote => (vote.Decision, vote.Label))
            .Select(same => (same.Key, Count: same.Count()))
            .OrderByDescending(same => same.Count)
            .ToList();
        var isTie = counts.Count > 1 && counts[0].Count == counts[1].Count;
        var (decision, label) = isTie ? default : counts[0].Key;
        return new(votes.Key.Split, votes.Key.Index, decision, label, counts.Sum(same => same.Count), counts[0].Count);
    }
}
