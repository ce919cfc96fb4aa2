using System.Globalization;
using Microsoft.AspNetCore.Components;
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
    private string _class = "",
        _rule = "",
        _sort = "";
    private double _most = 1;
    private int _agree;
    private bool _isOpenOnly,
        _isSheet;
    private int _from;

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

    /// <summary>The methods that only flag, and those that rank.</summary>
    private IReadOnlyList<string> Rules { get; set; } = [];

    private IReadOnlyList<string> Rankings { get; set; } = [];

    public ValueTask DisposeAsync() => _keys.Drop();

    protected override void OnInitialized() => _keys = new(Js, "./js/keys.js");

    protected override void OnParametersSet()
    {
        Mine = Votes.Where(person => person.IsMine).SelectMany(person => person.Votes).ToDictionary(vote => (vote.Split, vote.Index));
        Rules = RuleTable.RulesOf(Report.Suspects);
        Rankings = [.. Report.Suspects.Take(1).SelectMany(suspect => suspect.Scores).Select(score => score.Method).Except(Rules)];
        Filter();
    }

    private static string Key(LabelSuspect suspect) => Key(suspect.Split, suspect.Index);

    private static string Key(string split, int index) => Sentence.Of($"suspect-{split}-{index}");

    private static string Flagged(LabelSuspect suspect) =>
        string.Join(", ", suspect.Scores.Where(score => score.Score is null && score.IsFlagged).Select(score => score.Method));

    private string Name(int label) => label >= 0 && label < Report.Classes.Count ? Report.Classes[label] : "–";

    private LabelVote? MineOn(LabelSuspect suspect) => Mine.GetValueOrDefault((suspect.Split, suspect.Index));

    private string Is(LabelSuspect suspect, LabelDecision decision) => MineOn(suspect)?.Decision == decision ? "true" : "false";

    private string IsSuggestion(LabelSuspect suspect) =>
        MineOn(suspect) is { Decision: LabelDecision.Relabel } vote && vote.Label == suspect.Suggested ? "true" : "false";

    /// <summary>The class that was taken and is not the suggested one; null for none.</summary>
    private string? Other(LabelSuspect suspect) =>
        MineOn(suspect) is { Decision: LabelDecision.Relabel, Label: { } label } && label != suspect.Suggested ? Name(label) : null;

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
                && ScoreOf(suspect) <= _most
                && suspect.Agree >= _agree
                && (_rule.Length == 0 || suspect.Scores.Any(score => score.Method == _rule && score.IsFlagged))
                && (!_isOpenOnly || MineOn(suspect) is null)
            ),
        ];
        if (_sort.Length > 0)
            Found = [.. Found.OrderBy(ScoreOf)];
        _from = Math.Min(_from, Math.Max(0, (Found.Count - 1) / PageSize * PageSize));
    }

    /// <summary>What the ranking that the list goes by says of it.</summary>
    private double ScoreOf(LabelSuspect suspect) =>
        suspect.Scores.FirstOrDefault(score => score.Method == _sort)?.Score ?? suspect.Score;

    private void FromTheTop()
    {
        (_picked, _note) = ([], null);
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
        _picked = [];
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
}
