namespace WebLab.Contracts.Experiments;

/// <summary>An experiment that is ready to launch.</summary>
/// <param name="Name">Its written name, for example <c>true-against-random</c>.</param>
/// <param name="Title">Its title on the card.</param>
/// <param name="Teaches">What a person sees by it, in one or two sentences.</param>
/// <param name="Request">What is launched.</param>
public sealed record Preset(string Name, string Title, string Teaches, ExperimentRequest Request);
