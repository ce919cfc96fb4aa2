using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Clusters;
using WebLab.Server.Accounts;
using WebLab.Server.Problems;

namespace WebLab.Server.Clusters;

public static class ClusterApi
{
    public static void MapClusters(this WebApplication app)
    {
        var group = app.MapGroup(ApiRoutes.Cluster).WithTags("Devices").RequireAuthorization(Policies.Admin);
        group.MapGet("/", (ClusterSettingsStore store) => TypedResults.Ok(store.Current)).WithSummary("The cluster's settings.");
        group
            .MapPut("/", Save)
            .WithSummary("Keeps other settings of the cluster, which hold at once.")
            .ProducesValidationProblem()
            .ProducesProblem(409);
        group
            .MapGet("/test", (ClusterTester tester) => TypedResults.Ok(tester.Latest))
            .WithSummary("How far the walk to the cluster and back has come.");
        group
            .MapPost("/test", Test)
            .WithSummary("Tries settings out, step by step, without keeping them.")
            .ProducesValidationProblem()
            .ProducesProblem(409);
    }

    private static Results<NoContent, ValidationProblem, ProblemHttpResult> Save(
        ClusterSettings settings,
        ClusterSettingsStore store,
        SlurmLauncher launcher
    )
    {
        // A cluster that is switched off may be described later.
        if (settings.IsOn && Invalid(settings) is { } problem)
            return problem;
        var now = store.Current;
        var jobs = launcher.Workers.Count;
        if (jobs > 0 && (settings.Transport, settings.Host, settings.Folder) != (now.Transport, now.Host, now.Folder))
            return Problem.Of(
                409,
                Sentence.Of($"The cluster has {jobs:N0} jobs of this lab: transport, host and folder can be changed when they have ended.")
            );
        store.Save(settings);
        return TypedResults.NoContent();
    }

    private static Results<Accepted, ValidationProblem, ProblemHttpResult> Test(ClusterSettings settings, ClusterTester tester)
    {
        if (Invalid(settings) is { } problem)
            return problem;
        return tester.Begin(settings)
            ? TypedResults.Accepted(ApiRoutes.Cluster + "/test")
            : Problem.Of(409, "The cluster is being tried out already; wait for the end of that.");
    }

    private static ValidationProblem? Invalid(ClusterSettings settings)
    {
        var problems = ClusterSettingsCheck.Problems(settings);
        return problems.Count == 0
            ? null
            : TypedResults.ValidationProblem(
                problems.ToDictionary(pair => pair.Key, pair => new[] { pair.Value }),
                detail: string.Join(" ", problems.Values)
            );
    }
}
