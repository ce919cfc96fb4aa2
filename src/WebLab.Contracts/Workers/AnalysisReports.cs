namespace WebLab.Contracts.Workers;

/// <summary>The files in which analyses keep what they found, one a run, whole JSON documents. Worker and server find them by their
/// names.</summary>
public static class AnalysisReports
{
    /// <summary>The file's name.</summary>
    /// <param name="runId">The run.</param>
    public static string NameOf(Guid runId) => $"{runId:N}.json";
}
