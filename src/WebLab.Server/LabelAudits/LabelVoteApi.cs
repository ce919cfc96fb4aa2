using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;
using WebLab.Science.Jobs;
using WebLab.Server.Accounts;
using WebLab.Server.Datasets;
using WebLab.Server.Problems;
using WebLab.Server.Runs;

namespace WebLab.Server.LabelAudits;

/// <summary>What people decide about the suspects of a label audit, and the labels that come of it. Nobody's files change.</summary>
public static class LabelVoteApi
{
    public static void AddLabelAudits(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LabelVoteStore>();
        builder.Services.AddSingleton<CorrectedLabels>();
    }

    public static void MapLabelAudits(this WebApplication app)
    {
        var group = app.MapGroup(ApiRoutes.Runs + "/{id:guid}").WithTags("Label audits").RequireAuthorization(Policies.Read);
        group.MapGet("/votes", Get).ProducesProblem(404).WithSummary("What everybody decided about an audit's suspects.");
        LabelReportApi.Map(group);
        group
            .MapPut("/votes", Put)
            .RequireAuthorization(Policies.Launch)
            .ProducesProblem(400)
            .ProducesProblem(404)
            .WithSummary("Decides about examples of an audit: keep, relabel, set aside; null takes a word back.");
        group
            .MapGet("/labels.csv", GetCsv)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithSummary("The audited labels of both splits as corrected by the votes, an example a line, with where each came from.");
        group
            .MapGet("/labels.npy", GetArray)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithSummary(
                "Those of the training examples, or with split=test of the test examples, as int64 for NumPy: -1 for what is set aside, or "
                    + "its given label with aside=given."
            );
    }

    private static Results<Ok<IReadOnlyList<PersonVotes>>, ProblemHttpResult> Get(
        Guid id,
        VisibleRuns runs,
        LabelVoteStore votes,
        Caller caller
    ) => Find(id, runs) is not { } run ? NoAudit(id) : TypedResults.Ok(votes.Of(SameLabels.Of(run, runs), caller));

    private static async Task<Results<Ok<IReadOnlyList<PersonVotes>>, ProblemHttpResult>> Put(
        Guid id,
        IReadOnlyList<LabelVote> votes,
        VisibleRuns runs,
        LabelVoteStore store,
        Caller caller
    )
    {
        if (Find(id, runs) is not { } run)
            return NoAudit(id);
        if (Refusal(votes, run.Spec, DatasetFacts.Of(run.Spec.Dataset)) is { } problem)
            return Problem.Of(400, problem);
        var alike = SameLabels.Of(run, runs);
        await store.Put(id, alike, caller, votes);
        return TypedResults.Ok(store.Of(alike, caller));
    }

    private static Task<Results<PushStreamHttpResult, ProblemHttpResult>> GetCsv(
        Guid id,
        VisibleRuns runs,
        CorrectedLabels labels,
        VisibleDatasets visible,
        CancellationToken stop,
        string? split = null
    ) =>
        split is not (null or "train" or "test")
            ? Refused($"split must be train or test, or left out for both; it was {Sentence.Shown(split)}.")
            : Download(
                id,
                runs,
                visible,
                async run =>
                {
                    var lines = await labels.Csv(run, runs, split, stop);
                    return TypedResults.Stream(body => Csv.Write(body, lines), Csv.ContentType, "corrected-labels.csv");
                }
            );

    private static Task<Results<PushStreamHttpResult, ProblemHttpResult>> GetArray(
        Guid id,
        VisibleRuns runs,
        CorrectedLabels labels,
        VisibleDatasets visible,
        CancellationToken stop,
        string aside = "none",
        string split = "train"
    ) =>
        aside is not ("none" or "given") ? Refused($"aside must be none or given; it was {Sentence.Shown(aside)}.")
        : split is not ("train" or "test") ? Refused($"split must be train or test; it was {Sentence.Shown(split)}.")
        : Download(
                id,
                runs,
                visible,
                async run =>
                {
                    var array = LabelArrayWriter.Write(await labels.Of(run, runs, split, aside == "given", stop));
                    return TypedResults.Stream(
                        async body => await body.WriteAsync(array, stop),
                        "application/octet-stream",
                        "corrected-labels.npy"
                    );
                }
            );

    private static Task<Results<PushStreamHttpResult, ProblemHttpResult>> Refused(string sentence) =>
        Task.FromResult<Results<PushStreamHttpResult, ProblemHttpResult>>(Problem.Of(400, sentence));

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Download(
        Guid id,
        VisibleRuns runs,
        VisibleDatasets visible,
        Func<RunSummary, Task<PushStreamHttpResult>> file
    )
    {
        // The labels of a private set are its owner's, whoever may see the audit.
        if (Find(id, runs) is not { } run || visible.Find(run.Spec.Dataset, runs.Caller) is null)
            return NoAudit(id);
        try
        {
            return await file(run);
        }
        catch (DatasetException problem)
        {
            return Problem.Of(409, problem.Message);
        }
    }

    private static string? Refusal(IReadOnlyList<LabelVote> votes, RunSpec spec, DatasetFacts facts)
    {
        if (votes.Count is 0 or > LabelVote.MaxAtOnce)
            return Sentence.Of($"There must be 1 to {LabelVote.MaxAtOnce:N0} votes at once; there were {votes.Count:N0}.");
        foreach (var vote in votes)
        {
            if (vote is not { Split: "train" or "test" })
                return $"split must be train or test; it was {Sentence.Shown(vote?.Split ?? "")}.";
            var count = vote.Split == "train" ? Math.Min(spec.TrainSize, facts.TrainCount) : Math.Min(spec.TestSize, facts.TestCount);
            if (vote.Index < 0 || vote.Index >= count)
                return Sentence.Of(
                    $"index must be 0 to {count - 1:N0} in {vote.Split}, which is what this audit looks at; it was {vote.Index:N0}."
                );
            if (vote.Decision == LabelDecision.Relabel && !(vote.Label >= 0 && vote.Label < facts.Classes.Count))
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"label must be 0 to {facts.Classes.Count - 1} where an example is relabelled; it was "
                        + $"{vote.Label?.ToString(CultureInfo.InvariantCulture) ?? "none"}."
                );
            if (vote.Decision != LabelDecision.Relabel && vote.Label is not null)
                return "label must be left out where an example is not relabelled.";
        }
        return null;
    }

    private static RunSummary? Find(Guid id, VisibleRuns runs) =>
        runs.Find(id) is { } run && JobKinds.Of(run.Spec).IsAnalysis && DatasetFacts.Find(run.Spec.Dataset) is not null ? run : null;

    internal static ProblemHttpResult NoAudit(Guid id) => Problem.NotFound("label audit", id);
}
