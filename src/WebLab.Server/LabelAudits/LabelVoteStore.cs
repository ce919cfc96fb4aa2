using System.Globalization;
using WebLab.Contracts.LabelAudits;
using WebLab.Server.Accounts;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.LabelAudits;

/// <summary>One person's word on one example of an audit, as it is stored.</summary>
/// <param name="Id">The run, the example and the person: a later word takes the place of the one before.</param>
/// <param name="RunId">The audit.</param>
/// <param name="PersonId">The account; empty for none.</param>
/// <param name="Person">Its name, as it was then.</param>
/// <param name="Split">The example's split.</param>
/// <param name="Index">Its original index.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Label">The label that is right, where it is another.</param>
/// <param name="At">When, UTC.</param>
public sealed record StoredLabelVote(
    string Id,
    Guid RunId,
    Guid PersonId,
    string Person,
    string Split,
    int Index,
    LabelDecision Decision,
    int? Label,
    DateTimeOffset At
);

/// <summary>Everybody's votes on the suspects of audits. They go with their run.</summary>
public sealed class LabelVoteStore(LabDatabase database, TimeProvider time)
{
    private readonly MirroredCollection<string, StoredLabelVote> _votes = new(database, "labelVotes", vote => vote.Id);

    /// <summary>The votes in audits of the same labels, a person's together: the last on each example.</summary>
    public IReadOnlyList<PersonVotes> Of(IReadOnlySet<Guid> audits, Caller caller) =>
        [
            .. _votes
                .Values.Where(vote => audits.Contains(vote.RunId))
                .GroupBy(vote => (vote.PersonId, vote.Split, vote.Index))
                .Select(each => each.MaxBy(vote => vote.At)!)
                .GroupBy(vote => vote.PersonId)
                .Select(mine => new PersonVotes(
                    mine.MaxBy(vote => vote.At)!.Person,
                    mine.Key == caller.Id,
                    [
                        .. mine.OrderBy(vote => vote.Split, StringComparer.Ordinal)
                            .ThenBy(vote => vote.Index)
                            .Select(vote => new LabelVote(vote.Split, vote.Index, vote.Decision, vote.Label)),
                    ]
                ))
                .OrderByDescending(person => person.IsMine)
                .ThenBy(person => person.Person, StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>Writes a person's votes down, all in one commit.</summary>
    /// <param name="runId">The audit that they are kept with.</param>
    /// <param name="alike">It and those of the same labels: a word that is taken back is taken out of all.</param>
    /// <param name="caller">Whose they are.</param>
    /// <param name="votes">The votes.</param>
    public Task Put(Guid runId, IReadOnlySet<Guid> alike, Caller caller, IReadOnlyList<LabelVote> votes) =>
        database.Write(tx =>
        {
            foreach (var vote in votes)
            {
                if (vote.Decision is { } decision)
                    _votes.Save(
                        tx,
                        new(Id(runId, vote), runId, caller.Id, caller.Name, vote.Split, vote.Index, decision, vote.Label, time.GetUtcNow())
                    );
                else
                {
                    foreach (var audit in alike)
                        _votes.Delete(tx, Id(audit, vote));
                }
            }

            string Id(Guid audit, LabelVote vote) =>
                string.Create(CultureInfo.InvariantCulture, $"{audit:N}.{vote.Split}.{vote.Index}.{caller.Id:N}");
        });

    /// <summary>Deletes the votes of a run that is gone.</summary>
    public async Task Follow(RunChange change)
    {
        if (change.After is not null)
            return;
        var gone = _votes.Values.Where(vote => vote.RunId == change.Run.Id).Select(vote => vote.Id).ToList();
        if (gone.Count > 0)
            await database.Write(tx =>
            {
                foreach (var id in gone)
                    _votes.Delete(tx, id);
            });
    }
}
