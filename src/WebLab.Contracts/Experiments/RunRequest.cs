using WebLab.Contracts.Specs;

namespace WebLab.Contracts.Experiments;

/// <summary>A run to be launched.</summary>
/// <param name="Name">Its name in the experiment, 1 to 200 characters.</param>
/// <param name="Spec">Its recipe.</param>
public sealed record RunRequest(string Name, RunSpec Spec);
