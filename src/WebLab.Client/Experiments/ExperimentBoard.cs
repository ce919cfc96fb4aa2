using WebLab.Contracts.Experiments;

namespace WebLab.Client.Experiments;

/// <summary>The experiments of a list, kept up to date by what the server pushes.</summary>
public sealed class ExperimentBoard
{
    private readonly Dictionary<Guid, ExperimentSummary> _experiments = [];

    public IEnumerable<ExperimentSummary> NewestFirst => _experiments.Values.OrderByDescending(experiment => experiment.CreatedAt);

    public void Replace(IEnumerable<ExperimentSummary> experiments)
    {
        _experiments.Clear();
        foreach (var experiment in experiments)
            Put(experiment);
    }

    public void Put(ExperimentSummary experiment) => _experiments[experiment.Id] = experiment;

    public void Remove(Guid id) => _experiments.Remove(id);
}
