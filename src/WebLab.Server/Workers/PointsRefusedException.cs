namespace WebLab.Server.Workers;

public sealed class PointsRefusedException()
    : Exception("A batch must have steps that do not go backward from those that were told before.");
