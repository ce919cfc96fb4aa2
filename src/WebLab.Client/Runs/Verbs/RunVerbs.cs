using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using WebLab.Client.Accounts;
using WebLab.Client.Api;
using WebLab.Client.Experiments;
using WebLab.Client.Layout;
using WebLab.Client.Sweeps;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Experiments;
using WebLab.Science.Runs;

namespace WebLab.Client.Runs.Verbs;

/// <summary>The same verbs wherever a run or an experiment is shown: ask where something is lost by it, do it, say what went
/// wrong.</summary>
public sealed class RunVerbs(
    LabApiClient api,
    NavigationManager navigation,
    Questions questions,
    UnsentStore unsent,
    ISnackbar snackbar,
    TimeProvider clock
)
{
    // Of one answer of the server's.
    private const int MaxRead = 500;

    public Task<bool> Cancel(RunSummary run) => Cancel([run]);

    /// <summary>Cancels runs. Where minutes of work are lost by it, it is asked first; what has not begun can be put back into the queue
    /// for
    /// as long as the message stands.</summary>
    public async Task<bool> Cancel(IReadOnlyList<RunSummary> runs)
    {
        var open = runs.Where(run => !run.Status.HasEnded()).ToList();
        if (CancelQuestion.Of(open, clock.GetUtcNow()) is { } question && !await questions.Confirm(question))
            return false;
        var action = new RunAction { Verb = RunVerb.Cancel, Ids = [.. runs.Select(run => run.Id)] };
        RunActionResult? result = null;
        if (!await Try(async () => result = await api.Act(action)))
            return false;
        var unbegun = open.Where(run => run.StartedAt is null).Select(run => run.Id).Intersect(result!.Applied).ToList();
        var isRefused = result.Refused.Count > 0;
        if (isRefused || unbegun.Count > 0)
            snackbar.Add(
                isRefused
                    ? $"{result.Applied.Count} of {runs.Count} cancelled. {result.Refused[0].Reason}"
                    : $"{VerbLabels.Runs(unbegun.Count)} taken from the queue.",
                isRefused ? Severity.Warning : Severity.Info,
                options =>
                {
                    if (unbegun.Count > 0)
                        Undo(options, new() { Verb = RunVerb.Resume, Ids = unbegun });
                }
            );
        return true;
    }

    public Task Pause(RunSummary run) => Act(new() { Verb = RunVerb.Pause, Ids = [run.Id] });

    public Task Resume(RunSummary run) => Act(new() { Verb = RunVerb.Resume, Ids = [run.Id] });

    /// <summary>Ends a run with the epoch in hand, after a question where it has trained for long.</summary>
    public Task Stop(RunSummary run) => Do(RunVerb.Stop, [run.Id], run);

    /// <summary>Why a verb does not apply to a run, or null.</summary>
    public static string? Refusal(RunSummary run, RunVerb verb) => RunActionCheck.Refusal(run, new() { Verb = verb, Ids = [run.Id] });

    public void CloneAndEdit(RunSummary run) => navigation.NavigateTo(Form(run, run.Spec, run.ExperimentName));

    /// <summary>Offers the form for a training that starts from a run's network.</summary>
    public void StartFrom(RunSummary run) =>
        navigation.NavigateTo(Form(run, run.Spec with { StartFrom = $"{run.Id}" }, Shorten($"From {run.Name}")));

    /// <summary>Lets a run that has ended go on to more epochs, as a run of its own; where its network was not kept, the form is offered,
    /// to train it from the start.</summary>
    public async Task MoreEpochs(RunSummary run)
    {
        if (await questions.Ask(VerbQuestion.MoreEpochs(run)) is not { } answer)
            return;
        var epochs = int.Parse(answer.Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
        if (!await Affirmed($"more epochs of {run.Name}", run.Spec with { Epochs = Math.Max(1, epochs - run.Result!.Epochs) }))
            return;
        try
        {
            navigation.NavigateTo($"runs/{(await api.MoreEpochs(run.Id, epochs)).Id}");
        }
        catch (ApiException fault) when (fault.Status == HttpStatusCode.Conflict)
        {
            var question = new MessageBoxOptions
            {
                Title = "It cannot go on",
                Message = fault.Message,
                YesText = "Clone and edit",
                CancelText = "Not now",
            };
            if (await questions.Confirm(question))
                navigation.NavigateTo(Form(run, run.Spec with { Epochs = epochs }, run.ExperimentName));
        }
        catch (ApiException fault)
        {
            snackbar.Add(fault.Message, Severity.Error);
        }
    }

    /// <summary>Launches the same run with one regulariser toggled, and shows the two side by side.</summary>
    public Task ChangeOneThing(RunSummary run, Ablation thing) =>
        Try(async () =>
        {
            var words = thing.Words(run.Spec);
            var terms = LaunchTerms.Of(run) with { Description = $"{run.Name} again {words}, with all else as it was." };
            var request = terms.Request(
                Shorten($"{run.ExperimentName}: {words}"),
                [new(Shorten($"{run.Name} {words}"), thing.Toggle(run.Spec))]
            );
            if (!await Affirmed(request.Name, request.Runs[0].Spec))
                return;
            var experiment = await api.Launch(request);
            navigation.NavigateTo($"compare?runs={run.Id},{experiment.Runs[0].Id}");
        });

    /// <summary>Does a verb to some runs, asking first for what it needs, and says to how many it applied and why not to the
    /// others.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="ids">The runs.</param>
    /// <param name="one">The run when it is the only one, whose name or note is then there to edit.</param>
    /// <returns>Whether something was done.</returns>
    public async Task<bool> Do(RunVerb verb, IReadOnlyList<Guid> ids, RunSummary? one = null)
    {
        var action = new RunAction { Verb = verb, Ids = ids };
        if (verb == RunVerb.Purge)
            return await Purge(action);
        if (verb == RunVerb.Cancel)
            return await Read(ids, one) is { } open && await Cancel(open);
        if (verb == RunVerb.Stop)
            return await Read(ids, one) is { } runs
                && (CancelQuestion.OfStop(runs, clock.GetUtcNow()) is not { } asked || await questions.Confirm(asked))
                && await Act(action);
        if (!verb.NeedsMore())
            return await Act(action);
        IReadOnlyList<RunSummary> noted = [];
        if (verb == RunVerb.Note)
        {
            if (await Read(ids, one) is not { Count: > 0 } read)
                return false;
            one = read.Count == 1 ? read[0] : null;
            noted = read;
        }
        var question = VerbQuestion.Of(verb, ids.Count, one, noted.Count(run => run.Note.Length > 0));
        if (await questions.Ask(question) is not { } answer)
            return false;
        var isTagged = verb is RunVerb.Tag or RunVerb.Untag;
        action = isTagged
            ? action with { Tags = answer.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries) }
            : action with { Text = answer };
        // A note takes the place of those that were there when it was asked for, and of no other.
        IEnumerable<RunAction> actions =
            verb == RunVerb.Note
                ? noted.GroupBy(run => run.Note, run => run.Id, (note, of) => action with { Ids = [.. of], NoteBefore = note })
                : [action];
        if (!await Together([.. actions]))
            return false;
        // Not before: what was written is back for the next try while WebLab did not take it.
        if (question.KeptAs is { } what)
            await unsent.Drop(what);
        return true;
    }

    /// <summary>Does one verb to many runs and says to how many it applied, and why not to the others.</summary>
    public Task<bool> Act(RunAction action) => Together([action]);

    private Task<bool> Together(IReadOnlyList<RunAction> actions) =>
        Try(async () =>
        {
            var action = actions[0];
            var asked = actions.Sum(one => one.Ids.Count);
            var result = await All(actions);
            var freed = result.BytesFreed > 0 ? $" {Format.Bytes(result.BytesFreed)} freed." : "";
            if (result.Refused.Count > 0)
                snackbar.Add(
                    $"{result.Applied.Count} of {asked} {VerbLabels.Done(action.Verb)}.{freed} {result.Refused[0].Reason}",
                    Severity.Warning
                );
            else if (action.Verb == RunVerb.Archive)
                snackbar.Add($"{VerbLabels.Runs(result.Applied.Count)} archived.", Severity.Info, options =>
                    Undo(options, new() { Verb = RunVerb.Restore, Ids = result.Applied })
                );
            else if (action.Verb is not (RunVerb.Cancel or RunVerb.Pause or RunVerb.Resume or RunVerb.Stop))
                snackbar.Add($"{VerbLabels.Runs(result.Applied.Count)} {VerbLabels.Done(action.Verb)}.{freed}", Severity.Info);
        });

    // On the terms that it was launched on.
    private static string Form(RunSummary run, RunSpec spec, string name) => SpecLink.To(spec, name, terms: LaunchTerms.Of(run));

    private async Task<bool> Affirmed(string what, RunSpec spec) =>
        await LaunchQuestion.Of(api, what, [spec], [], LaunchQuestion.Hour) is not { } question || await questions.Confirm(question);

    private static string Shorten(string name) =>
        name.Length <= ExperimentCheck.MaxNameLength ? name : name[^ExperimentCheck.MaxNameLength..];

    private async Task<RunActionResult> All(IReadOnlyList<RunAction> actions)
    {
        if (actions is [var only])
            return await api.Act(only);
        RunActionResult all = new([], [], 0);
        foreach (var action in actions)
        {
            RunActionResult some;
            try
            {
                some = await api.Act(action);
            }
            catch (ApiException fault) when (fault.Status == HttpStatusCode.Conflict)
            {
                some = new([], [.. action.Ids.Select(id => new RunRefusal(id, fault.Message))], 0);
            }
            all = new([.. all.Applied, .. some.Applied], [.. all.Refused, .. some.Refused], all.BytesFreed + some.BytesFreed);
        }
        return all;
    }

    private async Task<IReadOnlyList<RunSummary>?> Read(IReadOnlyList<Guid> ids, RunSummary? one)
    {
        if (one is not null)
            return [one];
        var runs = new List<RunSummary>();
        var isRead = await Try(async () =>
        {
            foreach (var some in ids.Chunk(MaxRead))
                runs.AddRange(await api.Runs(some));
        });
        return isRead ? runs : null;
    }

    private async Task<bool> Purge(RunAction action)
    {
        RunActionResult? preview = null;
        if (!await Try(async () => preview = await api.Act(action with { IsPreview = true })) || preview is null)
            return false;
        if (preview.Applied.Count == 0)
        {
            snackbar.Add(preview.Refused[0].Reason, Severity.Warning);
            return false;
        }
        return await questions.Ask(VerbQuestion.Purge(action.Ids.Count, preview)) is not null
            && await Act(action with { Ids = preview.Applied });
    }

    private void Undo(SnackbarOptions options, RunAction restore)
    {
        options.Action = "Undo";
        options.OnClick = async _ => await Act(restore);
    }

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
