using System.Globalization;
using Microsoft.AspNetCore.Components;
using WebLab.Client.Accounts;
using WebLab.Client.Api;
using WebLab.Client.Layout;
using WebLab.Client.Live;
using WebLab.Contracts;
using WebLab.Contracts.Queue;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Queue;

/// <summary>The queue with expected starts; administrators order it by dragging or with the buttons of a row, everyone orders their own
/// runs by priority.</summary>
public sealed partial class QueuePage : LiveView<Page<QueueEntry>>
{
    private const int Shown = 200;
    private static readonly int[] Priorities = [5, 0, -5];

    private readonly HashSet<Guid> _queued = [];

    // What stands in a select and is not set yet.
    private readonly Dictionary<Guid, int> _chosen = [];
    private int _kept;
    private Page<QueueEntry>? _entries;

    // Those that wait in a cluster stand above the first place.
    private int _handedOver;
    private Guid? _dragged;
    private Guid? _over;
    private string? _refusal;
    private string? _news;

    [Inject]
    private LabSession Session { get; set; } = null!;

    protected override Task<Page<QueueEntry>> Read(CancellationToken stop) => Api.Queue(0, Shown, stop);

    protected override void Take(Page<QueueEntry> answer)
    {
        _entries = answer;
        _handedOver = answer.Items.Count(entry => entry.IsHandedOver);
        _queued.Clear();
        _queued.UnionWith(answer.Items.Select(entry => entry.RunId));
    }

    // The progress of the runs at work moves the expected starts, but no one waits for a second of them.
    protected override Change Follow(RunSummary run) =>
        run.Status == RunStatus.Queued || _queued.Contains(run.Id) || run.Status.HasEnded() ? Change.Reread : Change.None;

    protected override Change RunGone(Guid run) => Change.Reread;

    private async Task Drop(int place)
    {
        var from = (_entries?.Items.ToList().FindIndex(entry => entry.RunId == _dragged) ?? -1) - _handedOver;
        (_dragged, _over) = (null, null);
        if (from >= 0 && place >= 0 && from != place)
            await Move(from, place);
    }

    /// <summary>Whatever stands above the moved run keeps its place, so that the order is the one that is seen.</summary>
    private async Task Move(int from, int to)
    {
        var queued = _entries!.Items.Skip(_handedOver).ToList();
        var order = queued.ConvertAll(entry => entry.RunId);
        var moved = order[from];
        order.RemoveAt(from);
        order.Insert(to, moved);
        var lastPlaced = queued.FindLastIndex(entry => entry.IsPlaced);
        await Place(order[..(Math.Max(Math.Max(from, to), lastPlaced) + 1)]);
        if (_refusal is null)
            _news = $"{_entries.Items.First(entry => entry.RunId == moved).Name} has place {to + 1}.";
    }

    private Task Place(IReadOnlyList<Guid> ids) => Do(() => Api.OrderQueue(new(ids)));

    // A key press on a closed select is a choice already: nothing moves before it is set.
    private void Choose(QueueEntry entry, object? value)
    {
        _chosen.Remove(entry.RunId);
        if (
            int.TryParse(value?.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var priority)
            && priority != entry.Priority
        )
            _chosen[entry.RunId] = priority;
    }

    private async Task Prioritise(QueueEntry entry, int priority)
    {
        await Do(() => Api.Prioritise(new([entry.RunId], priority)));
        _chosen.Remove(entry.RunId);
        // The browser shows what was chosen; a select of its own shows what is.
        if (_refusal is not null)
            _kept++;
        StateHasChanged();
    }

    private async Task Do(Func<Task> change)
    {
        _refusal = null;
        try
        {
            await change();
        }
        catch (ApiException fault)
        {
            _refusal = fault.Message;
        }
        await Reread();
    }

    private string? RowClass(QueueEntry entry) =>
        _dragged is not null && _over == entry.RunId ? "is-over"
        : _dragged == entry.RunId ? "is-dragged"
        : null;

    private string StartWords(DateTimeOffset start)
    {
        var left = (start - Clock.GetUtcNow()).TotalSeconds;
        return left < 5 ? "next" : $"in {Format.Estimate(left)}";
    }

    private static string PlaceWords(QueueEntry entry, int place) =>
        entry.IsHandedOver ? "in the cluster"
        : entry.IsPlaced ? $"{place + 1} · placed"
        : $"{place + 1}";

    private static string PriorityWord(int priority) =>
        priority switch
        {
            5 => "High",
            0 => "Normal",
            -5 => "Low",
            _ => priority.ToString(CultureInfo.InvariantCulture),
        };
}
