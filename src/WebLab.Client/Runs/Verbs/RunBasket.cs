namespace WebLab.Client.Runs.Verbs;

/// <summary>The chosen runs, in the order of choosing; they stay chosen while a person looks at other pages.</summary>
public sealed class RunBasket
{
    private readonly List<Guid> _runs = [];

    public event Action? Changed;

    public IReadOnlyList<Guid> Runs => _runs;

    public bool Contains(Guid run) => _runs.Contains(run);

    public void Toggle(Guid run)
    {
        if (!_runs.Remove(run))
            _runs.Add(run);
        Changed?.Invoke();
    }

    public void Set(IReadOnlyCollection<Guid> runs, bool isChosen)
    {
        if (isChosen)
            _runs.AddRange(runs.Except(_runs).ToList());
        else
            _runs.RemoveAll(runs.Contains);
        Changed?.Invoke();
    }

    public void Remove(Guid run)
    {
        if (_runs.Remove(run))
            Changed?.Invoke();
    }

    public void Clear()
    {
        _runs.Clear();
        Changed?.Invoke();
    }
}
