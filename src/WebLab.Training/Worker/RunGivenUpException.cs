namespace WebLab.Training.Worker;

/// <summary>The server wants no more of the run: it was cancelled, deleted or given up.</summary>
internal sealed class RunGivenUpException() : Exception("The server wants no more of this run.");
