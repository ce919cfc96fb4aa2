using Microsoft.AspNetCore.Components;
using MudBlazor;
using WebLab.Client.Api;
using WebLab.Client.Experiments;
using WebLab.Client.Sweeps;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Runs;

/// <summary>The same verbs wherever a run or an experiment is shown: ask where something is lost by it, do it, say what went wrong.</summary>
public sealed class RunVerbs(LabApiClient api, NavigationManager navigation, IDialogService dialogs, ISnackbar snackbar)
{
    public Task Cancel(RunSummary run) => Try(() => api.CancelRun(run.Id));

    public Task Pause(RunSummary run) => Act(new() { Verb = RunVerb.Pause, Ids = [run.Id] });

    public Task Resume(RunSummary run) => Act(new() { Verb = RunVerb.Resume, Ids = [run.Id] });

    /// <summary>Ends a run with the epoch in hand.</summary>
    public Task Stop(RunSummary run) => Act(new() { Verb = RunVerb.Stop, Ids = [run.Id] });

    /// <summary>Why a verb does not apply to a run, or null.</summary>
    public static string? Refusal(RunSummary run, RunVerb verb) => RunActionCheck.Refusal(run, new() { Verb = verb, Ids = [run.Id] });

    public Task CancelAll(IEnumerable<RunSummary> runs) =>
        Try(() => Task.WhenAll(runs.Where(run => !run.Status.HasEnded()).Select(run => api.CancelRun(run.Id))));

    public void CloneAndEdit(RunSummary run) => navigation.NavigateTo(SpecLink.To(run.Spec, run.ExperimentName));

    /// <summary>Launches the same run with one regulariser toggled, and shows the two side by side.</summary>
    public Task ChangeOneThing(RunSummary run, OneThing thing) => Try(async () =>
    {
        var words = thing.Words(run.Spec);
        var request = new ExperimentRequest
        {
            Name = Shorten($"{run.ExperimentName}: {words}"),
            Description = $"{run.Name} again {words}, with all else as it was.",
            Runs = [new(Shorten($"{run.Name} {words}"), thing.Toggle(run.Spec))],
        };
        var experiment = await api.Launch(request);
        navigation.NavigateTo($"/compare?runs={run.Id},{experiment.Runs[0].Id}");
    });

    /// <summary>Does one verb to many runs and says to how many it applied, and why not to the others.</summary>
    public Task<bool> Act(RunAction action) => Try(async () =>
    {
        var result = await api.Act(action);
        if (result.Refused.Count > 0)
            snackbar.Add($"{action.Verb}: {result.Applied.Count} of {action.Ids.Count} apply. {result.Refused[0].Reason}", Severity.Warning);
        else if (action.Verb is RunVerb.Archive)
            snackbar.Add($"{result.Applied.Count} archived; the filter archived = true shows them.", Severity.Info);
    });

    public async Task<bool> Delete(RunSummary run) =>
        await Confirm("Delete this run?", $"{run.Name} and its curves are deleted for good.{(run.Status.HasEnded() ? "" : " It is cancelled first.")}")
        && await Try(() => api.DeleteRun(run.Id));

    public async Task<bool> Delete(ExperimentSummary experiment) =>
        await Confirm("Delete this experiment?", $"{experiment.Name}, its {experiment.RunCounts.Values.Sum()} runs and their curves are deleted for good.")
        && await Try(() => api.DeleteExperiment(experiment.Id));

    private static string Shorten(string name) => name.Length <= ExperimentCheck.MaxNameLength ? name : name[^ExperimentCheck.MaxNameLength..];

    private async Task<bool> Confirm(string title, string text) =>
        await dialogs.ShowMessageBoxAsync(new MessageBoxOptions { Title = title, Message = text, YesText = "Delete", CancelText = "Keep" }) == true;

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
