namespace WebLab.Training;

/// <summary>A training was paused: its checkpoint is with whoever keeps them.</summary>
public sealed class TrainingPausedException() : Exception("The training was paused.");
