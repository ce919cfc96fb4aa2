using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using WebLab.Client.Layout;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;

namespace WebLab.Client.LabelAudits;

/// <summary>The suspects of an audit, and one's decisions on them: by one key each, or many at once.</summary>
public sealed partial class SuspectPanel : ComponentBase, IAsyncDisposable
{
    private const int Rows = 25,
        Tiles = 120;

    private readonly HashSet<string> _chosen = [];
    private readonly Stack<IReadOnlyList<LabelVote>> _undo = [];
    private ScriptModule _keys = null!;
    private string _class = "";
    private double _most = 1;
    private int _agree;
    private bool _isOpenOnly,
        _isSheet;
    private int _from;
    private string? _focus;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Dataset { get; set; } = "";

    [Parameter, EditorRequired]
    public LabelAuditReport Report { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<PersonVotes> Votes { get; set; } = [];

    [Parameter]
    public bool MayVote { get; set; }

    [Parameter]
    public EventCallback<IReadOnlyList<LabelVote>> OnVote { get; set; }

    /// <summary>The suspects that the filters let through.</summary>
    private List<LabelSuspect> Found { get; set; } = [];

    private Dictionary<(string, int), LabelVote> Mine { get; set; } = [];

    private int PageSize => _isSheet ? Tiles : Rows;

    private List<LabelSuspect> Page => [.. Found.Skip(_from).Take(PageSize)];

    private IReadOnlyList<LabelSuspect> Chosen => [.. Found.Where(suspect => _chosen.Contains(Key(suspect)))];

    private int Methods => Report.Suspects.Count == 0 ? 0 : Report.Suspects.Max(suspect => suspect.Scores.Count);

    public ValueTask DisposeAsync() => _keys.Drop();

    protected override void OnInitialized() => _keys = new(Js, "./js/keys.js");

    protected override void OnParametersSet()
    {
        Mine = Votes.Where(person => person.IsMine).SelectMany(person => person.Votes).ToDictionary(vote => (vote.Split, vote.Index));
        Filter();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is not { } id)
            return;
        _focus = null;
        await _keys.Call("show", id);
    }

    private static string Key(LabelSuspect suspect) => Sentence.Of($"suspect-{suspect.Split}-{suspect.Index}");

    private static string Flagged(LabelSuspect suspect) =>
        string.Join(", ", suspect.Scores.Where(score => score.IsFlagged).Select(score => score.Method));

    private string Name(int label) => label >= 0 && label < Report.Classes.Count ? Report.Classes[label] : "–";

    private LabelVote? MineOn(LabelSuspect suspect) => Mine.GetValueOrDefault((suspect.Split, suspect.Index));

    private string Is(LabelSuspect suspect, LabelDecision decision) => MineOn(suspect)?.Decision == decision ? "true" : "false";

    private string IsSuggestion(LabelSuspect suspect) =>
        MineOn(suspect) is { Decision: LabelDecision.Relabel } vote && vote.Label == suspect.Suggested ? "true" : "false";

    private string Other(LabelSuspect suspect) =>
        MineOn(suspect) is { Decision: LabelDecision.Relabel, Label: { } label } && label != suspect.Suggested
            ? label.ToString(CultureInfo.InvariantCulture)
            : "";

    private string Word(LabelSuspect suspect) => MineOn(suspect) is { } vote ? Word(vote) : "";

    private string Word(LabelVote vote) =>
        vote.Decision switch
        {
            LabelDecision.Keep => "keep",
            LabelDecision.SetAside => "set aside",
            _ => Name(vote.Label ?? -1),
        };

    private string Others(LabelSuspect suspect)
    {
        var said = Votes
            .Where(person => !person.IsMine)
            .Select(person =>
                (person.Person, Vote: person.Votes.FirstOrDefault(vote => vote.Split == suspect.Split && vote.Index == suspect.Index))
            )
            .Where(each => each.Vote is not null)
            .Select(each => $"{(each.Person.Length > 0 ? each.Person : "somebody")}: {Word(each.Vote!)}");
        return string.Join(", ", said);
    }

    private void Filter()
    {
        int? label = int.TryParse(_class, CultureInfo.InvariantCulture, out var chosen) ? chosen : null;
        Found =
        [
            .. Report.Suspects.Where(suspect =>
                (label is null || suspect.Given == label)
                && suspect.Score <= _most
                && suspect.Agree >= _agree
                && (!_isOpenOnly || MineOn(suspect) is null)
            ),
        ];
        _from = Math.Min(_from, Math.Max(0, (Found.Count - 1) / PageSize * PageSize));
    }

    private void FromTheTop()
    {
        _from = 0;
        _chosen.Clear();
        Filter();
    }

    private void Show(bool isSheet)
    {
        _isSheet = isSheet;
        FromTheTop();
    }

    private void Turn(int by)
    {
        _from = Math.Clamp(_from + (by * PageSize), 0, Math.Max(0, Found.Count - 1));
        _chosen.Clear();
    }

    private void Choose(LabelSuspect suspect)
    {
        if (!_chosen.Remove(Key(suspect)))
            _chosen.Add(Key(suspect));
    }

    private void ChooseAll() => _chosen.UnionWith(Page.Select(Key));

    private Task Keep(LabelSuspect suspect) => Decide([suspect], _ => (LabelDecision.Keep, null));

    private Task Take(LabelSuspect suspect) => Decide([suspect], each => (LabelDecision.Relabel, each.Suggested));

    private Task SetAside(LabelSuspect suspect) => Decide([suspect], _ => (LabelDecision.SetAside, null));

    private Task Relabel(LabelSuspect suspect, object? value) =>
        int.TryParse(value as string, CultureInfo.InvariantCulture, out var label)
            ? Decide([suspect], _ => (LabelDecision.Relabel, label))
            : Task.CompletedTask;

    private async Task Press(KeyboardEventArgs key, LabelSuspect suspect)
    {
        if (!MayVote || key.CtrlKey || key.MetaKey || key.AltKey)
            return;
        var next = Found.ElementAtOrDefault(Found.IndexOf(suspect) + 1);
        Task? done = key.Key switch
        {
            "g" => Keep(suspect),
            "s" => Take(suspect),
            "d" => SetAside(suspect),
            _ => null,
        };
        if (done is not null)
        {
            await done;
            _focus = next is null ? null : Key(next);
        }
        else if (key.Key == "o")
            _focus = $"other-{Key(suspect)}";
        else if (key.Key == "u")
            await Undo();
    }

    private async Task Decide(IReadOnlyList<LabelSuspect> suspects, Func<LabelSuspect, (LabelDecision Decision, int? Label)> decide)
    {
        if (suspects.Count == 0)
            return;
        // The vote before, or its withdrawal: what puts everything back.
        _undo.Push([.. suspects.Select(suspect => MineOn(suspect) ?? new LabelVote(suspect.Split, suspect.Index, null))]);
        _chosen.Clear();
        await OnVote.InvokeAsync([
            .. suspects.Select(suspect =>
            {
                var (decision, label) = decide(suspect);
                return new LabelVote(suspect.Split, suspect.Index, decision, label);
            }),
        ]);
    }

    private async Task Undo()
    {
        if (!_undo.TryPop(out var before))
            return;
        await OnVote.InvokeAsync(before);
        _focus = Sentence.Of($"suspect-{before[0].Split}-{before[0].Index}");
    }
}
