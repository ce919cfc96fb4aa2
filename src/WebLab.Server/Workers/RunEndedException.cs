namespace WebLab.Server.Workers;

public sealed class RunEndedException() : Exception("The run has ended and takes no more points.");
