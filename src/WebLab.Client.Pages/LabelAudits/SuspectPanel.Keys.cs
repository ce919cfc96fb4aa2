using Microsoft.AspNetCore.Components.Web;
using WebLab.Contracts.LabelAudits;

namespace WebLab.Client.LabelAudits;

/// <summary>What a key on a suspect does, and where the keyboard is after it.</summary>
public sealed partial class SuspectPanel
{
    private const string OtherForAll = "other-for-all";

    /// <summary>What another class is being chosen for; none while none is.</summary>
    private IReadOnlyList<LabelSuspect> _picked = [];

    /// <summary>Where the keyboard was when it began.</summary>
    private string _pickedFrom = "";

    private const string Choosing = ", Enter or Space choose";

    private string? _focus;
    private string? _note;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is not { } id)
            return;
        _focus = null;
        await _keys.Call("show", id);
    }

    private int PlaceOf(string key) => Found.FindIndex(each => Key(each) == key);

    private async Task Press(KeyboardEventArgs key, LabelSuspect suspect)
    {
        if (key.CtrlKey || key.MetaKey || key.AltKey)
            return;
        _note = null;
        // Within a page the rows are gone through by the keys of all lists.
        if (key.Key is "j" or "k")
        {
            var to = PlaceOf(Key(suspect)) + (key.Key == "j" ? 1 : -1);
            if (to < _from || to >= _from + PageSize)
                GoTo(to);
        }
        else if (!MayVote)
            return;
        else if (key.Key == "u")
            await Undo();
        else if (key.Key == "o")
            Pick(Meant(suspect), Key(suspect));
        else if (Decision(key.Key) is { } decide)
            await DecideAndGoOn(Meant(suspect), decide, Key(suspect));
    }

    private static Func<LabelSuspect, (LabelDecision, int?)>? Decision(string key) =>
        key switch
        {
            "g" => _ => (LabelDecision.Keep, null),
            "s" => suspect => (LabelDecision.Relabel, suspect.Suggested),
            "d" => _ => (LabelDecision.SetAside, null),
            _ => null,
        };

    /// <summary>All that are chosen on the sheet; where none is, the one that has the keyboard.</summary>
    private IReadOnlyList<LabelSuspect> Meant(LabelSuspect suspect) => _isSheet && _chosen.Count > 0 ? Chosen : [suspect];

    private async Task DecideAndGoOn(
        IReadOnlyList<LabelSuspect> suspects,
        Func<LabelSuspect, (LabelDecision Decision, int? Label)> decide,
        string from
    )
    {
        var decided = suspects.Select(Key).ToHashSet();
        var next = Found.Skip(PlaceOf(from) + 1).FirstOrDefault(each => !decided.Contains(Key(each)));
        await Decide(suspects, decide);
        if (next is null)
            _note = "That was the last of the list.";
        // What is decided may be out of the list by now.
        GoTo(PlaceOf(next is null ? from : Key(next)) is >= 0 and var place ? place : Found.Count - 1);
    }

    /// <summary>Brings a suspect's page and gives it the keyboard.</summary>
    private void GoTo(int place)
    {
        if (place < 0 || place >= Found.Count)
            return;
        var from = place / PageSize * PageSize;
        if (from != _from)
            _chosen.Clear();
        _from = from;
        _focus = Key(Found[place]);
    }

    private void Pick(IReadOnlyList<LabelSuspect> suspects, string from) =>
        (_picked, _pickedFrom, _focus) = (suspects, from, ClassPicker.InputId);

    private string PickTitle => _picked.Count == 1 ? $"The class of example {_picked[0].Index}" : $"The class of all {_picked.Count}";

    private bool IsPicked(LabelSuspect suspect) => _picked is [var one] && Key(one) == Key(suspect);

    private Task Picked(int label)
    {
        var suspects = _picked;
        _picked = [];
        return _pickedFrom == OtherForAll ? Decide(suspects, Decided) : DecideAndGoOn(suspects, Decided, _pickedFrom);

        (LabelDecision, int?) Decided(LabelSuspect suspect) =>
            suspect.Given == label ? (LabelDecision.Keep, null) : (LabelDecision.Relabel, label);
    }

    private void LeavePicker() => (_picked, _focus) = ([], _pickedFrom);

    private async Task Decide(IReadOnlyList<LabelSuspect> suspects, Func<LabelSuspect, (LabelDecision Decision, int? Label)> decide)
    {
        // The vote before, or its withdrawal: what puts everything back.
        LabelVote[] before = [.. suspects.Select(suspect => MineOn(suspect) ?? new LabelVote(suspect.Split, suspect.Index, null))];
        LabelVote[] votes =
        [
            .. suspects.Select(suspect =>
            {
                var (decision, label) = decide(suspect);
                return new LabelVote(suspect.Split, suspect.Index, decision, label);
            }),
        ];
        _chosen.Clear();
        // What was said already is nothing to take back.
        if (votes.SequenceEqual(before))
            return;
        _undo.Push(before);
        await OnVote.InvokeAsync(votes);
    }

    private async Task Undo()
    {
        if (!_undo.TryPop(out var before))
            return;
        await OnVote.InvokeAsync(before);
        GoTo(PlaceOf(Key(before[0].Split, before[0].Index)));
    }
}
