using System.ComponentModel.DataAnnotations;

namespace WebLab.Server.Datasets.Imports;

public sealed class ImportProcessOptions
{
    /// <summary>The most memory that the process which decodes foreign files may take for its objects.</summary>
    [Range(200_000_000, long.MaxValue, ErrorMessage = "Imports:MemoryBytes must be at least 200000000.")]
    public long MemoryBytes { get; set; } = 6_000_000_000;

    /// <summary>The most memory that it may hold besides, of the runtime and of decoders, before it is ended.</summary>
    [Range(100_000_000, long.MaxValue, ErrorMessage = "Imports:NativeBytes must be at least 100000000.")]
    public long NativeBytes { get; set; } = 2_000_000_000;

    /// <summary>How many seconds one look or one import may take.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Imports:Seconds must be 1 to 1,000,000.")]
    public int Seconds { get; set; } = 3_600;

    /// <summary>How many imports that have not ended a person may have.</summary>
    [Range(1, 1_000, ErrorMessage = "Imports:AtATime must be 1 to 1,000.")]
    public int AtATime { get; set; } = 5;
}
