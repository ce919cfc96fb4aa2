using Microsoft.AspNetCore.Components;
using WebLab.Client.Accounts;
using WebLab.Client.Api;
using WebLab.Client.Live;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;

namespace WebLab.Client.Analyses;

/// <summary>The page of an analysis: its run, and its report as far as it stands.</summary>
/// <typeparam name="T">The report of its kind.</typeparam>
public abstract class ReportView<T> : LiveView<ReportView<T>.Reading>
    where T : class
{
    /// <summary>The analysis.</summary>
    protected RunSummary? Run { get; private set; }

    /// <summary>What it has found; null while that is nothing.</summary>
    protected T? Report { get; private set; }

    /// <summary>Why it could not be launched again.</summary>
    protected string? Refusal { get; private set; }

    protected bool IsLaunching { get; private set; }

    [Inject]
    protected LabSession Session { get; private set; } = null!;

    [Parameter]
    public Guid Id { get; set; }

    protected override object Subject => Id;

    protected override TimeSpan RereadEvery => TimeSpan.FromSeconds(1);

    protected override void Forget() => (Run, Report, Refusal) = (null, null, null);

    protected override async Task<Reading> Read(CancellationToken stop)
    {
        // The data sets first: the report's classes and images are one of theirs.
        if (Run is null)
            await Api.Datasets(stop);
        return new(await Api.Run(Id, stop), await Api.Report<T>(Id, stop));
    }

    protected override void Take(Reading answer) => (Run, Report) = (answer.Run, answer.Report);

    // What it is at is told with the run; what it has found since is read.
    protected override RunSummary? FollowedRun(Guid run) => run == Id ? Run : null;

    protected override Change Follow(RunSummary run)
    {
        if (run.Id != Id)
            return Change.None;
        var hasMoved = run.Status != Run?.Status || run.Progress?.Step != Run?.Progress?.Step;
        Run = run;
        return hasMoved ? Change.Reread : Change.Redraw;
    }

    protected override Change RunGone(Guid run)
    {
        if (run != Id)
            return Change.None;
        IsMissing = true;
        return Change.Redraw;
    }

    /// <summary>Launches the same once more, and opens it.</summary>
    protected async Task Again()
    {
        (IsLaunching, Refusal) = (true, null);
        try
        {
            var again = LaunchTerms.Of(Run!).Request(Run!.ExperimentName, [new(Run.Name, Run.Spec)]);
            Navigation.NavigateTo(AnalysisAddress.Of((await Api.Launch(again)).Runs[0]));
        }
        catch (ApiException fault)
        {
            Refusal = fault.Message;
        }
        finally
        {
            IsLaunching = false;
        }
    }

    /// <summary>Writes what the page looks at into its address.</summary>
    protected void Go(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value), replace: true);

    /// <summary>What the page is made of.</summary>
    public sealed record Reading(RunSummary Run, T? Report);
}
