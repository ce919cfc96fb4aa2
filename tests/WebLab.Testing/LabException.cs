namespace WebLab.Testing;

/// <summary>There is no server to test or to measure, and why; one sentence.</summary>
public sealed class LabException(string message) : Exception(message);
