namespace WebLab.Server.Devices;

/// <summary>Something that one worker at a time trains on.</summary>
/// <param name="Id">For example <c>cpu-0</c>.</param>
/// <param name="Name">Its name on the screen.</param>
/// <param name="Torch">Its name for torch, for example <c>cpu</c> or <c>cuda:0</c>.</param>
/// <param name="Threads">Threads that a worker computes with.</param>
public sealed record Device(string Id, string Name, string Torch, int Threads);
