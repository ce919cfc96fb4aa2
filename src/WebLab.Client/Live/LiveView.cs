using System.Net;
using Microsoft.AspNetCore.Components;
using WebLab.Client.Api;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Live;

/// <summary>What an event means for what is shown.</summary>
public enum Change
{
    None,

    /// <summary>Something is further on; nothing else is new.</summary>
    Advance,
    Redraw,
    Reread,
}

/// <summary>
/// A page, or a part of one, that shows what the server says and follows it: reads, applies what is pushed, reads again after a lost
/// connection. An answer that is late, because something else is shown by now, is dropped.
/// </summary>
/// <typeparam name="T">What is read.</typeparam>
public abstract class LiveView<T> : AsyncComponent
{
    private readonly Queue<Func<Change>> _heard = [];
    private (object? Subject, bool IsKnown) _shown;
    private CancellationTokenSource? _reading;
    private RedrawGate? _redraw,
        _reread;
    private bool _isStale,
        _hasOnlyAdvanced = true;

    [Inject]
    protected LabApiClient Api { get; private set; } = null!;

    [Inject]
    protected LiveConnection Live { get; private set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; private set; } = null!;

    [Inject]
    protected TimeProvider Clock { get; private set; } = null!;

    /// <summary>Whether there is something to show.</summary>
    protected bool IsRead { get; private set; }

    /// <summary>Whether the server has no such thing, or no longer.</summary>
    protected bool IsMissing { get; set; }

    /// <summary>Why there is nothing to show; null where there is.</summary>
    protected string? Fault { get; private set; }

    /// <summary>The curves of what is shown.</summary>
    protected LiveCurves Curves { get; private set; } = null!;

    /// <summary>What is shown, by its address: when it changes, all begins anew.</summary>
    protected virtual object? Subject => null;

    /// <summary>The runs whose curves are shown.</summary>
    protected virtual IEnumerable<Guid> Curved => [];

    protected virtual TimeSpan RedrawEvery => TimeSpan.FromMilliseconds(250);

    protected virtual TimeSpan RereadEvery => TimeSpan.FromMilliseconds(500);

    protected abstract Task<T> Read(CancellationToken stop);

    protected abstract void Take(T answer);

    /// <summary>Drops what was held of the subject before.</summary>
    protected virtual void Forget() { }

    /// <summary>A run that is shown, as it was told of last; null for others.</summary>
    protected virtual RunSummary? FollowedRun(Guid run) => null;

    protected virtual Change Follow(RunAdvance advance) =>
        FollowedRun(advance.RunId) is { } run ? Follow(advance.Of(run)) : Change.None;

    protected virtual Change Follow(RunSummary run) => Change.None;

    protected virtual Change Follow(ExperimentSummary experiment) => Change.None;

    protected virtual Change Follow(DatasetInfo dataset) => Change.None;

    protected virtual Change Follow(ImportInfo import) => Change.None;

    protected virtual Change DatasetGone(string name) => Change.None;

    protected virtual Change RunGone(Guid run) => Change.None;

    protected virtual Change ExperimentGone(Guid experiment) => Change.None;

    /// <summary>Shows what is held.</summary>
    protected virtual void Redraw() => StateHasChanged();

    /// <summary>Shows how far what is shown is: runs tell it several times a second, and it stands in few places of a page.</summary>
    protected virtual void Advance() => Redraw();

    /// <summary>Draws soon, however often it is asked.</summary>
    protected void RedrawSoon()
    {
        _hasOnlyAdvanced = false;
        _redraw?.Request();
    }

    /// <summary>Reads again soon, however often it is asked.</summary>
    protected void RereadSoon() => _reread?.Request();

    /// <summary>Reads again now; once more afterwards when it is reading already, since that answer may be of before.</summary>
    protected Task Reread()
    {
        if (_reading is null)
            return Read();
        _isStale = true;
        return Task.CompletedTask;
    }

    protected override void OnInitialized()
    {
        Curves = new(Live, Api);
        _redraw = new(Clock, RedrawEvery, () => Begin(DrawWhatIsNew));
        _reread = new(Clock, RereadEvery, () => Begin(Reread));
        Live.Connected += CatchUp;
        Live.RunChanged += Hear;
        Live.RunsAdvanced += Hear;
        Live.RunDeleted += HearRunGone;
        Live.ExperimentChanged += Hear;
        Live.ExperimentDeleted += HearExperimentGone;
        Live.DatasetChanged += Hear;
        Live.DatasetDeleted += HearDatasetGone;
        Live.ImportChanged += Hear;
    }

    protected override Task OnParametersSetAsync() => BeginAnew();

    /// <summary>Begins anew if something else is to be shown by now; to be called by whoever changes <see cref="Subject"/> without a
    /// parameter.</summary>
    protected async Task BeginAnew()
    {
        if (_shown.IsKnown && Equals(_shown.Subject, Subject))
            return;
        _shown = (Subject, true);
        _hasOnlyAdvanced = false;
        (IsRead, IsMissing, Fault) = (false, false, null);
        Forget();
        await Read();
    }

    protected override async ValueTask Leave()
    {
        Live.Connected -= CatchUp;
        Live.RunChanged -= Hear;
        Live.RunsAdvanced -= Hear;
        Live.RunDeleted -= HearRunGone;
        Live.ExperimentChanged -= Hear;
        Live.ExperimentDeleted -= HearExperimentGone;
        Live.DatasetChanged -= Hear;
        Live.DatasetDeleted -= HearDatasetGone;
        Live.ImportChanged -= Hear;
        _redraw?.Dispose();
        _reread?.Dispose();
        _reading?.Cancel();
        await Curves.DisposeAsync();
    }

    private async Task Read()
    {
        _reading?.Cancel();
        using var reading = new CancellationTokenSource();
        _reading = reading;
        try
        {
            do
            {
                _isStale = false;
                await ReadOnce(reading.Token);
            } while (_isStale && !reading.IsCancellationRequested);
        }
        finally
        {
            if (_reading == reading)
                _reading = null;
        }
    }

    private async Task ReadOnce(CancellationToken stop)
    {
        var opened = Curves.Show([.. Curved]);
        try
        {
            var answer = await Read(stop);
            if (stop.IsCancellationRequested)
                return;
            (IsRead, IsMissing, Fault) = (true, false, null);
            _hasOnlyAdvanced = false;
            Take(answer);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
        catch (ApiException fault)
        {
            if (stop.IsCancellationRequested)
                return;
            IsMissing = fault.Status == HttpStatusCode.NotFound;
            Fault = IsRead ? null : fault.Message;
        }
        // What was pushed meanwhile may be newer than the answer.
        while (_heard.TryDequeue(out var follow))
            Apply(follow());
        Redraw();
        await opened;
        if (!stop.IsCancellationRequested)
            await Curves.Show([.. Curved]);
    }

    // What was missed while the line was down.
    private void CatchUp() =>
        Begin(async () =>
        {
            if (!_shown.IsKnown)
                return;
            await Reread();
            await Curves.CatchUp();
        });

    private void Hear(RunSummary run) => Hear(() => Follow(run));

    private void Hear(IReadOnlyList<RunAdvance> advances) =>
        Begin(() =>
        {
            foreach (var advance in advances)
                Hold(() => Follow(advance));
        });

    private void Hear(ExperimentSummary experiment) => Hear(() => Follow(experiment));

    private void Hear(DatasetInfo dataset) => Hear(() => Follow(dataset));

    private void Hear(ImportInfo import) => Hear(() => Follow(import));

    private void HearDatasetGone(string name) => Hear(() => DatasetGone(name));

    private void HearExperimentGone(Guid experiment) => Hear(() => ExperimentGone(experiment));

    private void HearRunGone(Guid run) =>
        Hear(() =>
        {
            Curves.Close(run);
            return RunGone(run);
        });

    private void Hear(Func<Change> follow) => Begin(() => Hold(follow));

    private void Hold(Func<Change> follow)
    {
        if (_reading is not null)
            _heard.Enqueue(follow);
        Apply(follow());
    }

    private void Apply(Change change)
    {
        if (change == Change.Advance)
            _redraw?.Request();
        else if (change == Change.Redraw)
            RedrawSoon();
        else if (change == Change.Reread)
            RereadSoon();
    }

    private void DrawWhatIsNew()
    {
        var hasOnlyAdvanced = _hasOnlyAdvanced;
        _hasOnlyAdvanced = true;
        if (hasOnlyAdvanced)
            Advance();
        else
            Redraw();
    }
}
