namespace WebLab.Bench;

/// <summary>Why nothing could be measured, a sentence.</summary>
internal sealed class BenchException(string message) : Exception(message);
