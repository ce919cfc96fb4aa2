namespace WebLab.Server.Runs;

public sealed class PointsRefusedException()
    : Exception("A batch must have steps that do not go backward from those that were told before.");
