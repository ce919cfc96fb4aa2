using Microsoft.AspNetCore.Http;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Tests.Examples;

/// <summary>A ledger of 200 examples as the server would tell of it: every second one is corrupted, of class 1 given as 2.</summary>
internal static class LedgerMaker
{
    public const int Count = 200;

    public static readonly LedgerFacts Facts = new(
        Count,
        ["disc", "ring", "square", "triangle", "cross", "stripes", "checks", "dots", "wave", "spiral"],
        [new(1, 10), new(2, 20), new(3, 30)],
        [
            new("prediction", "Prediction", "The class that is predicted.", null, IsClass: true, IsByEpoch: true),
            new("loss", "Loss", "Cross-entropy.", "nats", IsClass: false, IsByEpoch: true),
            new("first-fit", "First fit", "The first epoch.", "epoch", IsClass: false, IsByEpoch: false) { Absent = "never" },
        ],
        Count / 2,
        0,
        KnowsTrueLabels: true,
        HasCScores: false
    );

    /// <summary>The same with a column that a lab's own recorder keeps.</summary>
    public static readonly LedgerFacts FactsOfALab = Facts with
    {
        Columns = [.. Facts.Columns, new("lab.score", "Score", "What the lab keeps.", null, IsClass: false, IsByEpoch: true)],
    };

    public static RunSummary Run { get; } = RunMaker.Run("random-labels", 0.5, RunStatus.Completed, RunMaker.Result(1, 0.5));

    public static string Route(RunSummary run) => $"GET {ApiRoutes.Runs}/{run.Id}/ledger";

    /// <summary>Answers for a run with this ledger, once that is allowed; pages are cut from all examples in order, whatever is asked
    /// for.</summary>
    public static void Answer(SmallLab lab, RunSummary run, Task mayAnswer, Action<IQueryCollection>? asked = null)
    {
        lab.Answer(
            $"GET {ApiRoutes.Datasets}",
            async _ =>
            {
                await mayAnswer;
                return SmallLab.Json(Array.Empty<DatasetInfo>());
            }
        );
        lab.Answer($"GET {ApiRoutes.Runs}/{run.Id}", run);
        lab.Answer(Route(run), Facts);
        lab.Answer(
            $"{Route(run)}/examples",
            request =>
            {
                asked?.Invoke(request.Query);
                var from = int.Parse(request.Query["offset"]!, System.Globalization.CultureInfo.InvariantCulture);
                var take = int.Parse(request.Query["limit"]!, System.Globalization.CultureInfo.InvariantCulture);
                return Task.FromResult(
                    SmallLab.Json(new LedgerPage(Count, [.. Enumerable.Range(from, Math.Min(take, Count - from)).Select(Row)]))
                );
            }
        );
        for (var i = 0; i < Count; i++)
            lab.Answer($"{Route(run)}/examples/{i}", Story(i));
    }

    private static LedgerRow Row(int index) =>
        new(
            index,
            1,
            index % 2 == 0 ? 1 : 2,
            index % 2 != 0,
            HeldOut: false,
            new Dictionary<string, float?>
            {
                ["prediction"] = index % 2 == 0 ? 1 : 2,
                ["loss"] = 0.25f,
                ["first-fit"] = index % 2 == 0 ? 2 : null,
            }
        );

    private static LedgerStory Story(int index) =>
        new(
            Row(index),
            Facts.Evaluations,
            new Dictionary<string, IReadOnlyList<float?>> { ["prediction"] = [1f, 1f, 2f], ["loss"] = [2f, 1f, 0.25f] }
        );
}
