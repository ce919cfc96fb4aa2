using Microsoft.AspNetCore.Components;
using MudBlazor;
using WebLab.Client.Api;
using WebLab.Client.Runs.Verbs;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;

namespace WebLab.Client.Experiments;

/// <summary>What is done to an experiment as a whole, wherever one is shown: asked where something is lost by it, done, and what went wrong
/// said.</summary>
public sealed class ExperimentVerbs(LabApiClient api, NavigationManager navigation, Questions questions, ISnackbar snackbar)
{
    public Task<bool> Change(ExperimentSummary experiment, ExperimentChange change) =>
        Try(() => api.ChangeExperiment(experiment.Id, change));

    public async Task Rename(ExperimentSummary experiment)
    {
        var question = new VerbQuestion(
            "Rename this experiment",
            "Its address stays; its runs are listed under the new name.",
            "Name",
            "Rename"
        )
        {
            Start = experiment.Name,
            Problem = answer => ExperimentCheck.Problem(new ExperimentChange { Name = answer }),
        };
        if (await questions.Ask(question) is { } name)
            await Change(experiment, new() { Name = name });
    }

    /// <summary>Puts an experiment with its runs out of sight; the message takes it back.</summary>
    public async Task<bool> Archive(ExperimentSummary experiment)
    {
        if (!await Change(experiment, new() { IsArchived = true }))
            return false;
        snackbar.Add($"{experiment.Name} archived.", Severity.Info, options =>
        {
            options.Action = "Undo";
            options.OnClick = async _ => await Restore(experiment);
        });
        return true;
    }

    public Task<bool> Restore(ExperimentSummary experiment) => Change(experiment, new() { IsArchived = false });

    public async Task<bool> Delete(ExperimentSummary experiment) =>
        await questions.Confirm(
            new MessageBoxOptions
            {
                Title = "Delete this experiment?",
                Message =
                    $"{experiment.Name}, its {VerbLabels.Runs(experiment.RunCounts.Values.Sum())} and their curves are deleted for good.",
                YesText = "Delete",
                CancelText = "Keep",
            }
        ) && await Try(() => api.DeleteExperiment(experiment.Id));

    /// <summary>Opens the form with what an experiment launched. What the form cannot say, a list of unlike recipes, is launched as it is
    /// after a question.</summary>
    public async Task LaunchAgain(ExperimentSummary experiment, IReadOnlyList<RunSummary> runs)
    {
        var terms = LaunchTerms.Of(experiment, runs);
        if (SweepOrigin.Of(experiment.Axes, runs) is { } origin)
        {
            navigation.NavigateTo(SpecLink.To(origin.Spec, experiment.Name, origin.Axes, terms: terms));
            return;
        }
        var question = new MessageBoxOptions
        {
            Title = "Launch it again?",
            Message =
                $"The {VerbLabels.Runs(runs.Count)} are no sweep of one recipe, so the form cannot hold them: they are launched again as "
                + "they are. A single run can be changed with Clone and edit.",
            YesText = $"Launch {VerbLabels.Runs(runs.Count)}",
            CancelText = "Not now",
        };
        if (!await questions.Confirm(question))
            return;
        await Try(async () =>
        {
            var again = await api.Launch(
                terms.Request(experiment.Name, [.. runs.Select(run => new RunRequest(run.Name, run.Spec))], experiment.Axes)
            );
            navigation.NavigateTo($"experiments/{again.Summary.Id}");
        });
    }

    /// <summary>The form, to add seeds or values to a sweep; null where the runs are none.</summary>
    public static string? AddAddress(ExperimentSummary experiment, IReadOnlyList<RunSummary> runs) =>
        SweepOrigin.Of(experiment.Axes, runs) is { } origin
            ? SpecLink.To(origin.Spec, experiment.Name, origin.Axes, experiment.Id, LaunchTerms.Of(experiment, runs))
            : null;

    /// <summary>The runs that failed, or were cancelled, and that another try may bring further: one that diverged would diverge
    /// again.</summary>
    public static IReadOnlyList<RunSummary> Unfinished(IEnumerable<RunSummary> runs) =>
        [.. runs.Where(run => run.Status is RunStatus.Failed or RunStatus.Cancelled && !run.HasDiverged)];

    /// <summary>Launches runs once more in their experiment; the ones before go into the archive.</summary>
    public Task<bool> Repeat(ExperimentSummary experiment, IReadOnlyList<RunSummary> runs) =>
        Try(async () =>
        {
            var what = $"{VerbLabels.Runs(runs.Count)} again";
            var specs = runs.Select(run => run.Spec).ToList();
            if (await LaunchQuestion.Of(api, what, specs, [], LaunchQuestion.Hour) is { } question && !await questions.Confirm(question))
                return;
            // Those that were added later may have been launched on other terms.
            foreach (var alike in runs.GroupBy(LaunchTerms.Of))
                await api.AddRuns(experiment.Id, alike.Key.Added([.. alike.Select(run => new RunRequest(run.Name, run.Spec))]));
            await api.Act(new() { Verb = RunVerb.Archive, Ids = [.. runs.Select(run => run.Id)] });
            snackbar.Add($"{VerbLabels.Runs(runs.Count)} queued again; those before are archived.", Severity.Info);
        });

    private async Task<bool> Try(Func<Task> verb)
    {
        try
        {
            await verb();
            return true;
        }
        catch (ApiException fault)
        {
            snackbar.Add(fault.Message, Severity.Error);
            return false;
        }
    }
}
