using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Science.Catalogue;
using WebLab.Science.Specs;
using WebLab.Server.Accounts;
using WebLab.Server.Datasets;
using WebLab.Server.Problems;

namespace WebLab.Server.Corruption;

public static class CorruptionApi
{
    /// <summary>Beside what the examples take.</summary>
    private const long MostBytes = 32_000_000;

    // Instance-dependent noise keeps every core busy for a while; a second preview beside it would only make both late.
    private static readonly SemaphoreSlim Gate = new(1);

    public static void MapCorruption(this WebApplication app) =>
        app.MapPost(ApiRoutes.CorruptionPreview, Preview)
            .WithTags("Corruption")
            .RequireAuthorization(Policies.Read)
            .WithSummary("What a spec's corruption does: the very labels and the first images that a run would be trained on.");

    private static async Task<Results<Ok<CorruptionPreview>, ValidationProblem>> Preview(
        RunSpec spec,
        DatasetLibrary library,
        DatasetImages images,
        Caller caller,
        CancellationToken stop
    )
    {
        IReadOnlyList<SpecProblem> problems = SpecCheck.Problems(spec) is { Count: > 0 } own ? own : [.. library.Problems(spec, caller)];
        // Extensions are loaded by workers only, never by the server.
        if (problems.Count == 0 && LabCatalogue.FindCorruption(spec.Corruption.Kind)?.Extension is { } extension)
            problems =
            [
                new(
                    "corruption.kind",
                    $"{spec.Corruption.Kind} comes from the extension {extension}; what it does is seen when a run starts."
                ),
            ];
        if (problems.Count == 0 && Corruptions.Of(spec.Corruption.Kind) is LabelCorruption labels)
        {
            var bytes = labels.Memory(DatasetFacts.Of(spec.Dataset));
            if (bytes > MostBytes)
                problems =
                [
                    new(
                        "corruption.kind",
                        Sentence.Of(
                            $"{labels.Title} takes {bytes / 1e6:N0} MB for {spec.Dataset}, more than the "
                                + $"{MostBytes / 1e6:N0} of a preview; "
                                + $"what it does is seen when a run starts."
                        )
                    ),
                ];
        }
        if (problems.Count > 0)
            return Problem.Of(problems);
        await Gate.WaitAsync(stop);
        try
        {
            var data = await images.Open(spec.Dataset, stop);
            return TypedResults.Ok(await Task.Run(() => CorruptionPreviewer.Preview(spec, data, library.LabelFolderOf(spec)), stop));
        }
        catch (DatasetException) when (library.Undisclosed(spec) is { } sentence)
        {
            return Problem.Of([new SpecProblem("corruption.labelFile", sentence)]);
        }
        finally
        {
            Gate.Release();
        }
    }
}
