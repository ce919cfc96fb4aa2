namespace WebLab.Server.Runs;

/// <summary>What the server must know of a worker to hear it and to end it, also after a restart. It lives as long as the run is
/// active.</summary>
/// <param name="RunId">The run.</param>
/// <param name="DeviceId">The device that it has.</param>
/// <param name="TokenHash">SHA-256 of its token.</param>
/// <param name="Launcher">Whoever started it; empty in what was stored before there were launchers.</param>
/// <param name="Handle">What that launcher finds it by.</param>
/// <param name="CancelAsked">Whether a person has asked for the end.</param>
/// <param name="PauseAsked">Whether a person, or the server as it stops, has asked for a pause.</param>
/// <param name="StopAsked">Whether a person has asked for the end with the epoch in hand.</param>
/// <param name="CancelledBy">Who asked for it, where the run is another person's.</param>
/// <param name="TakenAt">When it was given the run: its process may have waited for long before. Null while it waits for a machine, which
/// is nobody's device time.</param>
/// <param name="Threads">The threads that it has of the device; 0 for the device's, as it was before runs divided one.</param>
public sealed record WorkerRecord(
    Guid RunId,
    string DeviceId,
    byte[] TokenHash,
    string Launcher = "",
    string Handle = "",
    bool CancelAsked = false,
    bool PauseAsked = false,
    bool StopAsked = false,
    DateTimeOffset? TakenAt = null,
    string? CancelledBy = null,
    int Threads = 0
);
